package import Market

extension DayReport.Outlook {
    /// The author of the statement that makes a day what is recorded of it.
    package static let recorder = "rehearse"

    /// What each market does on a date.
    package static func all(on date: CivilDate, in calendar: TradingCalendar) -> [DayReport.Outlook] {
        AlgoPackSegment.allCases.map { market in
            let day = calendar.day(date, market)
            let usual: Set<DayKind> = date.weekday.isWeekend ? [.closed, .weekendSession] : [.normal]
            let profile = calendar.profile(market, on: date)?.sessions(of: day.kind)
            // Hours that nobody recorded are no short day.
            let isReplayed = day.author == recorder
            let isUnrecorded = isReplayed && day.kind == .closed
            var outlook = DayReport.Outlook(
                market: market,
                kind: day.kind,
                open: day.sessions.first?.open,
                close: day.sessions.last?.close,
                isUnusual: !isReplayed && (!usual.contains(day.kind) || (profile ?? []) != day.sessions)
            )
            if isUnrecorded { outlook.isUnrecorded = true }
            return outlook
        }
    }
}
