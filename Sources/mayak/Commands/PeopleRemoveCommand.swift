import Market
import Operations
import Platform
import Store

/// `mayak people remove`: makes somebody a stranger.
enum PeopleRemoveCommand: Command {
    static let spec = CommandSpec(
        "people remove",
        summary: "Take every right from somebody",
        details: "Works at once, also while the bot runs. Exit 1: nobody of that id, or the last admin.",
        positionals: [PositionalSpec("ID", "Numeric Telegram user id, as `mayak people list` shows it")],
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        guard let id = try arguments.person(0) else { return }
        let room = try await CommandPeople(arguments)
        let person = try await room.change { try await $0.remove(id, name: nil) }
        await room.store.close()
        guard let person else { throw CommandFailure(.failure, "nobody has the id \(id): see mayak people list") }
        if arguments.flag("json") {
            let rows: JSON = ["id": .int(id), "before": .string(person.role.rawValue)]
            print(rows.printed())
        } else {
            print("\(id) \(person.name): \(person.role.rawValue) → \(Role.stranger)")
        }
    }
}
