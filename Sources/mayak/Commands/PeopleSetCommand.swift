import Market
import Operations
import Platform
import Store

/// `mayak people set`: gives a role to a Telegram user, or changes it.
enum PeopleSetCommand: Command {
    static let spec = CommandSpec(
        "people set",
        summary: "Give somebody a role by numeric Telegram id, or change it",
        details: """
            Works at once, also while the bot runs. Exit 1: it would leave nobody with the role admin.

            mayak people set 1002 operator --name Борис
            """,
        positionals: [
            PositionalSpec("ID", "Numeric Telegram user id; `/info` in the chat tells it"),
            PositionalSpec("ROLE", "What the person may do", allowed: Role.allCases.map(\.rawValue)),
        ],
        options: [.value("name", "NAME", "How messages call the person; the id where nobody says")]
            + CommandPeople.founding
    )

    static func run(_ arguments: Arguments) async throws {
        guard let id = try arguments.person(0),
            let role = try arguments.positional(1, expecting: "a role", { Role(rawValue: $0) })
        else { return }
        let room = try await CommandPeople(arguments)
        let name = arguments.string("name")
        let before = try await room.change { try await $0.setRole(role, of: id, name: name) }
        await room.store.close()
        if arguments.flag("json") {
            let rows: JSON = [
                "id": .int(id), "role": .string(role.rawValue), "before": (before?.rawValue).json,
            ]
            print(rows.printed())
            return
        }
        print("\(id): \(before?.rawValue ?? Role.stranger) → \(role.rawValue)")
        if room.appointed.contains(id), role != .admin {
            print("But MAYAK_ADMINS names \(id): an admin until the configuration changes.")
        }
    }
}
