package import Store

/// Carries out the commands of one family.
package protocol CommandHandler<Request>: Sendable {
    associatedtype Request: Sendable

    /// - Parameter record: who asked, when, and the number under which the command is finished.
    /// - Throws: whatever made it fail; the command is then finished as failed.
    func carryOut(_ request: Request, of record: CommandRecord) async throws -> CommandAnswer
}

/// What came of a command.
package enum CommandAnswer: Hashable, Sendable {
    /// Done, and finished in the transaction of its effect.
    case finished
    /// Nothing had to be written; one line of what came of it.
    case done(String)
    /// Why it was not done.
    case refused(String)
}
