import Store

/// Something the chat is still waiting for: what the scheduler makes of a command or of a calendar edit.
struct FollowUp: Hashable, Codable, Sendable {
    enum Subject: Hashable, Codable, Sendable {
        /// A command in the queue; before the commit the numbers are places in the batch.
        case command(id: Int64, audit: Int64?, saysSuccess: Bool)
        /// The jobs that a revision of the calendar added and removed.
        case impact(revision: Int64)
    }

    var subject: Subject
    var chat: Int64
    var thread: Int64?
    /// The message to answer, or the menu to edit.
    var message: Int64
    var language: Language
    /// Milliseconds of Unix time at which the chat is told that nothing came.
    var deadline: Int64
    /// Begins the keys of the drafts it causes.
    var key: String
    /// The menu's text and buttons, to which the outcome is added.
    var screen: RenderedMessage?
    /// The message that follows a job, where a job was started.
    var answer: JobAnswer?
    /// True once the chat knows that the scheduler does not answer.
    var isOverdue = false

    /// With the numbers that the store gave.
    func resolved(by receipt: StoreReceipt) -> FollowUp? {
        guard case .command(let index, let audit, let saysSuccess) = subject else { return self }
        guard receipt.commands.indices.contains(Int(index)) else { return nil }
        var resolved = self
        let row = audit.flatMap { receipt.audit.indices.contains(Int($0)) ? receipt.audit[Int($0)] : nil }
        resolved.subject = .command(id: receipt.commands[Int(index)], audit: row, saysSuccess: saysSuccess)
        if let answer, receipt.outbox.indices.contains(Int(answer.outbox)) {
            resolved.answer?.outbox = receipt.outbox[Int(answer.outbox)]
        } else {
            resolved.answer = nil
        }
        return resolved
    }

    /// True when the draft draws another screen over the one that the outcome is to be added to.
    func isLeft(by draft: OutboxDraft) -> Bool {
        guard screen != nil, case .edit(let edited, _) = draft.content, edited == message,
            case .chat(let place, _) = draft.target
        else { return false }
        return place == chat
    }
}
