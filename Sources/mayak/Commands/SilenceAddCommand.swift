import Market
import Operations
import Platform
import Store

/// `mayak silence add`: no sound from a feed, a market or all of them for a while.
enum SilenceAddCommand: Command {
    static let spec = CommandSpec(
        "silence add",
        summary: "Silence a feed, a market or everything for a while",
        details: """
            Alerts of it make no sound and are not escalated; what fires goes on being watched. The running scheduler does it.

            mayak silence add --market FO --endpoint obstats --for 2h --reason 'vendor at work'
            mayak silence add --market FO --until 14:30
            mayak silence add --market all --until session
            """,
        options: [
            .value("market", "M", "EQ, FX, FO or all"),
            .value("endpoint", "E", "Only this data set", allowed: Endpoint.allCases.map(\.rawValue)),
            .value(
                "for",
                "SPAN",
                "How long, as the chat takes it: 60, 30m, 2h, '1h 30m', 14:30, session or open; two days at most"
            ),
            .value("minutes", "N", "For so many minutes, 1 to \(SilenceSpan.minutesOfPeople.upperBound)"),
            .value("until", "WHEN", "Until a time, the session's end or the next opening: 14:30, session or open"),
            .value("reason", "TEXT", "Why, for the list; at most \(Silence.reasonLimit) characters"),
        ] + CommandSilences.options
    )

    static func run(_ arguments: Arguments) async throws {
        _ = try arguments.required("market")
        let markets = try arguments.markets() ?? []
        let endpoint = try arguments.value("endpoint", expecting: "a data set") { Endpoint($0) }
        // A mistake is told before the store is looked for.
        _ = try span(arguments, at: SystemClock().now)
        let reason = String((arguments.string("reason") ?? "").prefix(Silence.reasonLimit))
        let market = markets.count == 1 ? markets.first : nil
        let room = try await CommandSilences(arguments)
        let length = try span(arguments, at: room.clock.now)
        let request = AlertRequest.silence(rule: nil, market: market, endpoint: endpoint, until: length, reason: reason)
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

    /// - Parameter now: what a time of day is counted from.
    private static func span(_ arguments: Arguments, at now: Timestamp) throws -> SilenceSpan {
        let words = try arguments.value("for", expecting: "60, 30m, 2h, 14:30, session or open, two days at most") {
            SilenceSpan($0, at: now)
        }
        let minutes = try arguments.integer("minutes", in: SilenceSpan.minutesOfPeople).flatMap(
            SilenceSpan.init(minutes:)
        )
        let until = try arguments.value("until", expecting: "14:30, 'tomorrow 10:00', session or open, within two days")
        {
            SilenceSpan("until \($0)", at: now)
        }
        let given = [words, minutes, until].compactMap(\.self)
        guard given.count == 1 else {
            throw UsageError(
                .invalidValue,
                "mayak silence add: how long? Give either --for 2h, --minutes N or --until 14:30|session|open"
            )
        }
        return given[0]
    }
}
