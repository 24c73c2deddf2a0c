import Market
import Platform
import Store

/// `mayak people keys`: the keys to the dashboard and the API that open something.
enum PeopleKeysCommand: Command {
    static let spec = CommandSpec(
        "people keys",
        summary: "List the tokens, links and sessions that are open; their texts are not kept",
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandPeople(arguments, isReading: true)
        let keys = try await room.store.access.open()
        let uses = try await room.store.access.uses()
        await room.store.close()
        if arguments.flag("json") {
            let rows = keys.map { key -> JSON in
                [
                    "id": .int(key.id), "kind": .string(key.kind.rawValue), "person": .int(key.person),
                    "role": .string(key.role.rawValue), "label": .string(key.label), "author": .string(key.author),
                    "created": .string(RFC3339.text(key.createdAt)), "expires": .string(RFC3339.text(key.expiresAt)),
                    "used": uses[key.id].map { .string(RFC3339.text($0)) } ?? .null,
                ]
            }
            print((["keys": .array(rows)] as JSON).printed())
            return
        }
        if keys.isEmpty { print("No key is open: mayak people token ID") }
        for key in keys {
            let words = [
                "\(key.id)".padded(to: 5), key.kind.rawValue.padded(to: 8), "\(key.person)".padded(to: 12),
                key.role.rawValue.padded(to: 9), "until \(room.time(key.expiresAt))",
                uses[key.id].map { "used \(room.time($0))" } ?? "never used", key.label,
            ]
            print(words.filter { !$0.isEmpty }.joined(separator: " "))
        }
    }
}
