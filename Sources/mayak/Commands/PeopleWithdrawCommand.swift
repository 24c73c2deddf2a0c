import Market
import Operations
import Platform
import Store

/// `mayak people withdraw`: makes an invitation worthless.
enum PeopleWithdrawCommand: Command {
    static let spec = CommandSpec(
        "people withdraw",
        summary: "Take an open invitation back",
        positionals: [PositionalSpec("NUMBER", "The invitation, as `mayak people list` numbers it")],
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let number = try arguments.positional(0, expecting: "a number from `mayak people list`") { Int64($0) }
        guard let number else { return }
        let room = try await CommandPeople(arguments)
        let isDone = try await room.change { try await $0.withdraw(invitation: number) }
        await room.store.close()
        guard isDone else { throw CommandFailure(.failure, "invitation \(number) is not open") }
        print(arguments.flag("json") ? "{\"withdrawn\":\(number)}" : "Invitation \(number) is withdrawn.")
    }
}
