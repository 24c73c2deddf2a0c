package import Market

extension CalendarFile {
    /// The effective calendar of whole years: every day that some layer names.
    ///
    /// - Parameter revised: The date of the export.
    package init(effective calendar: TradingCalendar, years: ClosedRange<Int>, revised: CivilDate) {
        var days: [Day] = []
        for date in Self.dates(of: years) {
            for market in AlgoPackSegment.allCases {
                let day = calendar.day(date, market)
                guard let decisive = day.statements.first(where: { $0.layer == day.layer }) else { continue }
                days.append(
                    Day(
                        market: market,
                        date: date,
                        kind: day.kind,
                        sessions: decisive.sessions,
                        tradeDate: day.kind == .weekendSession ? day.tradeDate : decisive.tradeDate,
                        isConfirmed: day.isConfirmed,
                        source: day.layer == .bundled ? day.author : "\(day.layer.rawValue): \(day.author)",
                        note: day.note
                    )
                )
            }
        }
        self.init(revised: revised, pin: calendar.pin, profiles: calendar.profiles, days: days)
    }

    /// The edits that make the present calendar say what this file says, in the years the file covers.
    ///
    /// Days on which both agree in kind, sessions and trade date get no edit, so that the exchange feed still rules them.
    package func edits(for present: TradingCalendar, author: String, at now: Timestamp) -> [CalendarStatement] {
        guard let first = days.first?.date.year, let last = days.last?.date.year else { return [] }
        let wanted = TradingCalendar(profiles: present.profiles, statements: statements, pin: present.pin)
        var edits: [CalendarStatement] = []
        for date in Self.dates(of: first...last) {
            for market in AlgoPackSegment.allCases {
                let day = wanted.day(date, market)
                let old = present.day(date, market)
                guard day.kind != .unknown || day.layer != .rule else { continue }
                guard (day.kind, day.sessions, day.tradeDate) != (old.kind, old.sessions, old.tradeDate) else {
                    continue
                }
                edits.append(
                    CalendarStatement(
                        market: market,
                        date: date,
                        layer: .edit,
                        kind: day.kind,
                        sessions: day.statements.first?.sessions,
                        tradeDate: day.kind == .weekendSession ? day.tradeDate : day.statements.first?.tradeDate,
                        isConfirmed: day.isConfirmed,
                        author: author,
                        note: [day.note, day.author].filter { !$0.isEmpty }.joined(separator: "; "),
                        saidAt: now
                    )
                )
            }
        }
        return edits
    }

    private static func dates(of years: ClosedRange<Int>) -> [CivilDate] {
        guard let first = CivilDate(year: years.lowerBound, month: 1, day: 1),
            let last = CivilDate(year: years.upperBound, month: 12, day: 31)
        else { return [] }
        return (first.dayNumber...last.dayNumber).map(CivilDate.init(dayNumber:))
    }
}
