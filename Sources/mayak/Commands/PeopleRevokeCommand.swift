import Operations
import Platform
import Store

/// `mayak people revoke`: makes a key to the dashboard and the API worthless.
enum PeopleRevokeCommand: Command {
    static let spec = CommandSpec(
        "people revoke",
        summary: "Make a token, a link or a session worthless",
        details: "Works at once. Exit 1: there is no open key with this number.",
        positionals: [PositionalSpec("KEY", "Its number; `mayak people keys` lists them")],
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        guard let id = try arguments.positional(0, expecting: "the number of a key", { Int64($0) }) else { return }
        let room = try await CommandPeople(arguments)
        let granting = AccessGranting(store: OperationsStore(room.store), at: room.clock.now)
        let key = try await granting.revoke(id, by: room.author)
        await room.store.close()
        guard let key else { throw CommandFailure(.failure, "mayak people revoke: key \(id) is not open") }
        print("\(key.kind.rawValue) \(key.id) of \(key.person) is revoked")
    }
}
