import Market
import Operations
import Platform
import Store

/// `mayak calendar set`: a person says what a day is.
enum CalendarSetCommand: Command {
    static let spec = CommandSpec(
        "calendar set",
        summary: "Say what a day is, or days in a row; overrides every other source until taken back",
        details: """
            Prints the day before and after. A running scheduler follows within 2 s, and what that did to its jobs is printed;
            without one the change applies when it starts. A short day needs --sessions. Of FIRST..LAST, both included, the kinds
            normal and short mean the weekdays, transferred the weekends, and the others every day.

            mayak calendar set 2026-11-24 --market EQ --kind closed --note "technical failure"
            mayak calendar set 2027-01-01..2027-01-08 --market all --kind closed
            mayak calendar set today --market FO --kind short --sessions 08:50-10:00,10:00-19:00,19:45-23:50
            """,
        positionals: [PositionalSpec("DATE", "\(DateReader.forms); or FIRST..LAST")],
        options: [
            .value("market", "M", "EQ, FX, FO or all"),
            .value("kind", "K", "What the day is", allowed: DayKind.allCases.map(\.rawValue)),
            .value("sessions", "LIST", "Windows of this day in Moscow time, such as 10:00-18:40,19:05-23:50"),
            .value("note", "TEXT", "Why", default: ""),
            CommandCalendar.authorOption,
        ] + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        _ = try arguments.required("market")
        _ = try arguments.required("kind")
        let source = try await CommandCalendar(arguments)
        let markets = try arguments.markets() ?? []
        guard let span = try arguments.calendarSpan(0, today: source.today),
            let kind = try arguments.value("kind", expecting: "a kind", { DayKind(rawValue: $0) })
        else { return }
        guard span.count <= 366 else {
            throw UsageError(.unexpectedValue, "mayak calendar set: \(span) is longer than a year")
        }
        let author = CommandCalendar.author(arguments)
        let now = source.clock.now
        var planned: [DayEdit] = []
        for date in span.dates where kind.isMeant(date, in: span) {
            for market in markets {
                let profile = source.calendar([]).profile(market, on: date)
                planned.append(
                    .say(
                        CalendarStatement(
                            market: market,
                            date: date,
                            layer: .edit,
                            kind: kind,
                            sessions: try sessions(arguments, profile, kind, market),
                            author: author,
                            note: arguments.string("note") ?? "",
                            saidAt: now
                        )
                    )
                )
            }
        }
        guard !planned.isEmpty else {
            throw UsageError(.unexpectedValue, "mayak calendar set: \(span) has no day that can be \(kind)")
        }
        let store = try await source.store()
        let changes = try await source.snapshot(store.calendar).changes(planned)
        let action = source.action(.calendarSet, by: author)
        let edits = try await CalendarEditing(store: OperationsStore(store)).apply(changes, action)
        try await CalendarOutcome(calendar: store.calendar, processes: store.processes, edits: edits, changes: changes)
            .show()
        await store.close()
    }

    /// - Throws: ``UsageError`` where the sessions do not fit the kind.
    private static func sessions(
        _ arguments: Arguments,
        _ profile: SessionProfile?,
        _ kind: DayKind,
        _ market: AlgoPackSegment
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
                expecting: "windows in order, HH:MM-HH:MM, such as 10:00-18:40,19:05-23:50; midnight is 24:00"
            )
        }
        return sessions
    }
}
