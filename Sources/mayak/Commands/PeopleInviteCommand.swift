import Market
import Operations
import Platform
import Store

/// `mayak people invite`: a one-time code for a newcomer.
enum PeopleInviteCommand: Command {
    static let spec = CommandSpec(
        "people invite",
        summary: "Make a one-time code: whoever sends it to the bot first gets the role",
        details: """
            Prints the code once; only its digest is kept. The newcomer sends it to the bot in a private chat, or opens the
            link, which is known once the bot has signed in.

            mayak people invite --role operator --hours 24
            """,
        options: [
            .value("role", "ROLE", "What the newcomer may do", allowed: Role.allCases.map(\.rawValue)),
            .value("hours", "N", "How long the code is good", default: "24"),
        ] + CommandPeople.founding
    )

    static func run(_ arguments: Arguments) async throws {
        _ = try arguments.required("role")
        let hours = try arguments.integer("hours", in: 1...720) ?? 24
        guard let role = try arguments.value("role", expecting: "a role", { Role(rawValue: $0) }) else { return }
        let room = try await CommandPeople(arguments)
        let code = try OneTimeCode(.system)
        let digest = try code.digest()
        let end = room.clock.now + .hours(hours)
        let invitation = try await room.change { try await $0.invite(role, digest: digest, until: end) }
        let link = try await room.link(code)
        await room.store.close()
        if arguments.flag("json") {
            let rows: JSON = [
                "id": .int(invitation.id), "role": .string(role.rawValue), "code": .string(code.description),
                "expires": .string(RFC3339.text(end)), "link": link.json,
            ]
            print(rows.printed())
            return
        }
        print("\(code)  \(role.rawValue), once, until \(room.time(end))  [invitation \(invitation.id)]")
        print(link ?? "To be sent to the bot in a private chat.")
    }
}
