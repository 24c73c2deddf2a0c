package import Market

extension DayReport.Outlook {
    /// What each market does on a date.
    package static func all(on date: CivilDate, in calendar: TradingCalendar) -> [DayReport.Outlook] {
        AlgoPackSegment.allCases.map { market in
            let day = calendar.day(date, market)
            let usual: Set<DayKind> = date.weekday.isWeekend ? [.closed, .weekendSession] : [.normal]
            let profile = calendar.profile(market, on: date)?.sessions(of: day.kind)
            return DayReport.Outlook(
                market: market,
                kind: day.kind,
                open: day.sessions.first?.open,
                close: day.sessions.last?.close,
                isUnusual: !usual.contains(day.kind) || (profile ?? []) != day.sessions
            )
        }
    }
}
