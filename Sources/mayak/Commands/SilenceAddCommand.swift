import Market
import Platform
import Store

/// `mayak silence add`: no sound from a feed, a market or all of them for a while.
enum SilenceAddCommand: Command {
    static let spec = CommandSpec(
        "silence add",
        summary: "Silence a feed, a market or everything for a while",
        details: """
            Alerts of it make no sound and are not escalated; what fires goes on being watched. The running scheduler does it.

            mayak silence add --market FO --endpoint obstats --minutes 60 --reason 'vendor at work'
            mayak silence add --market all --until session
            """,
        options: [
            .value("market", "M", "EQ, FX, FO or all"),
            .value("endpoint", "E", "Only this data set", allowed: Endpoint.allCases.map(\.rawValue)),
            .value("minutes", "N", "For so many minutes, 1 to 2880"),
            .value("until", "WHEN", "Until the session's end or the next day's opening", allowed: ["session", "open"]),
            .value("reason", "TEXT", "Why, for the list; at most 120 characters"),
        ] + CommandSilences.options
    )

    static func run(_ arguments: Arguments) async throws {
        _ = try arguments.required("market")
        let markets = try arguments.markets() ?? []
        let endpoint = try arguments.value("endpoint", expecting: "a data set") { Endpoint($0) }
        let span = try span(arguments)
        let reason = String((arguments.string("reason") ?? "").prefix(120))
        let market = markets.count == 1 ? markets.first : nil
        let room = try await CommandSilences(arguments)
        let request = AlertRequest.silence(rule: nil, market: market, endpoint: endpoint, until: span, reason: reason)
        let words = [market?.rawValue, endpoint?.rawValue].compactMap(\.self)
        let scope = words.isEmpty ? "everything" : words.joined(separator: " ")
        do {
            let result = try await room.ask(request, .silenceSet, of: scope)
            let made = try await room.active().last
            await room.close()
            guard arguments.flag("json") else { return print("\(scope): \(result)") }
            let id = made.map { JSON.int($0.id) } ?? .null
            print((["id": id, "scope": .string(scope), "result": .string(result)] as JSON).printed())
        } catch {
            await room.close()
            throw error
        }
    }

    private static func span(_ arguments: Arguments) throws -> SilenceSpan {
        let minutes = try arguments.integer("minutes", in: 1...2880)
        switch (minutes, arguments.string("until")) {
        case (let minutes?, nil): return .minutes(minutes)
        case (nil, "session"?): return .sessionEnd
        case (nil, "open"?): return .tomorrowOpen
        default:
            throw UsageError(
                .invalidValue,
                "mayak silence add: how long? Give either --minutes N or --until session|open"
            )
        }
    }
}
