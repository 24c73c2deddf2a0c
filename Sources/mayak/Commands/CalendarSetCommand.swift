import Market
import Platform
import Store

/// `mayak calendar set`: a person says what a day is.
enum CalendarSetCommand: Command {
    static let spec = CommandSpec(
        "calendar set",
        summary: "Say what a day is; overrides every other source until taken back",
        details: """
            Prints the day before and after. A running scheduler follows within 2 s, and what that did to its jobs is printed;
            without one the change applies when it starts. A short day needs --sessions.

            mayak calendar set 2026-11-24 --market EQ --kind closed --note "technical failure"
            mayak calendar set today --market FO --kind short --sessions 08:50-10:00,10:00-19:00,19:45-23:50
            """,
        positionals: [PositionalSpec("DATE", "YYYY-MM-DD, today, tomorrow or yesterday")],
        options: [
            .value("market", "M", "EQ, FX, FO or all"),
            .value("kind", "K", "What the day is", allowed: DayKind.allCases.map(\.rawValue)),
            .value("sessions", "LIST", "Windows of this day in Moscow time, such as 10:00-18:40,19:05-23:50"),
            .value("note", "TEXT", "Why", default: ""),
            CalendarDesk.authorOption,
        ] + CalendarDesk.options
    )

    static func run(_ arguments: Arguments) async throws {
        _ = try arguments.required("market")
        _ = try arguments.required("kind")
        let desk = try await CalendarDesk(arguments)
        let markets = try arguments.markets() ?? []
        guard let date = try arguments.calendarDate(0, today: desk.today),
            let kind = try arguments.value("kind", expecting: "a kind", { DayKind(rawValue: $0) })
        else { return }
        let author = CalendarDesk.author(arguments)
        let now = desk.clock.now
        let planned = try markets.map { market in
            CalendarStatement(
                market: market,
                date: date,
                layer: .edit,
                kind: kind,
                sessions: try sessions(arguments, desk.calendar([]).profile(market, on: date), kind, market),
                author: author,
                note: arguments.string("note") ?? "",
                saidAt: now
            )
        }
        let store = try await desk.store()
        var change = CalendarChange(desk: desk, store: store)
        try await change.begin()
        for statement in planned { change.edits.append(try await store.editDay(statement)) }
        try await change.report(action: "calendar.set", author: author)
        await store.close()
    }

    /// - Throws: ``UsageError`` where the sessions do not fit the kind.
    private static func sessions(
        _ arguments: Arguments,
        _ profile: SessionProfile?,
        _ kind: DayKind,
        _ market: MarketID
    ) throws(UsageError) -> [TradingSession]? {
        guard let text = arguments.string("sessions") else {
            let isNeeded = kind == .short || (kind == .weekendSession && profile?.weekendSessions.isEmpty != false)
            guard !isNeeded else {
                throw UsageError(
                    .missingArgument,
                    "mayak calendar set: --sessions LIST is required: \(market) has no usual sessions for the kind \(kind)"
                )
            }
            return nil
        }
        guard kind != .closed else {
            throw UsageError(.unexpectedValue, "mayak calendar set: --sessions does not go with --kind closed")
        }
        let wholeDay = TradingSession(name: .weekend, open: .midnight, close: .endOfDay).map { [$0] } ?? []
        let names = kind == .weekendSession ? wholeDay : profile?.sessions ?? []
        guard let sessions = TradingSession.list(text, namedLike: names) else {
            throw arguments.invalid(
                "sessions",
                text,
                expecting: "windows in order, HH:MM-HH:MM, such as 10:00-18:40,19:05-23:50"
            )
        }
        return sessions
    }
}
