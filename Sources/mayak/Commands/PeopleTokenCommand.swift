import Market
import Operations
import Platform
import Store
import Web

/// `mayak people token`: a key to the dashboard and the API.
enum PeopleTokenCommand: Command {
    static let spec = CommandSpec(
        "people token",
        summary: "Make a token for the API, or with --link a link that signs a browser in once",
        details: """
            Prints the token once; only its digest is kept. It opens what the person's role opens, and no more than --role.
            Losing the role makes it worthless. A link is good for 15 minutes and a session for 12 hours.

            mayak people token 1001 --label grafana --role viewer --days 90
            mayak people token 1001 --link
            """,
        positionals: [PositionalSpec("ID", "Numeric Telegram user id of somebody with a role")],
        options: [
            .value(
                "role",
                "ROLE",
                "The most it may do; the person's own role by default",
                allowed: Role.allCases.map(\.rawValue)
            ),
            .value("days", "N", "How long a token is good", default: "90"),
            .value("label", "TEXT", "What it is for", default: ""),
            .flag("link", "Make a link for a browser in place of a token"),
        ] + CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let days = try arguments.integer("days", in: 1...366) ?? 90
        let role = try arguments.value("role", expecting: "a role") { Role(rawValue: $0) }
        guard let id = try arguments.person(0) else { return }
        let isLink = arguments.flag("link")
        let room = try await CommandPeople(arguments)
        let granted: AccessGranting.Granted
        do {
            granted = try await AccessGranting(store: OperationsStore(room.store), at: room.clock.now).make(
                isLink ? .link : .token,
                for: id,
                role: role,
                label: arguments.string("label") ?? "",
                // On a fast clock people are still as slow as people are.
                lasting: (isLink ? AccessGranting.linkLife : .hours(24 * days)) * room.clock.speedUp,
                by: room.author,
                appointed: room.appointed
            )
        } catch let error as StoreError {
            await room.store.close()
            throw CommandFailure(.failure, "mayak people token: \(error.detail)")
        }
        await room.store.close()
        // Whoever makes a link may serve the dashboard by another process, on the usual port.
        let address = room.settings.dashboard.address ?? "http://127.0.0.1:\(DashboardOptions.usualPort)/"
        let link = isLink ? granted.link(to: address) : nil
        if arguments.flag("json") {
            let rows: JSON = [
                "id": .int(granted.key.id), "person": .int(id), "role": .string(granted.key.role.rawValue),
                "token": .string(granted.token.text), "link": link.json,
                "expires": .string(RFC3339.text(granted.key.expiresAt)),
            ]
            print(rows.printed())
            return
        }
        print(link ?? granted.token.text)
        let end = room.time(granted.key.expiresAt)
        print(
            "\(granted.key.role.rawValue), until \(end)  [key \(granted.key.id); mayak people revoke \(granted.key.id)]"
        )
    }
}
