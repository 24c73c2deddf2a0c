/// A day of which the exchange's calendar and ours say different things.
package struct CalendarDisagreement: Hashable, Sendable {
    package let feed: CalendarStatement
    /// The day without the feed: edit, bundled file or weekday rule.
    package let ours: TradingDay

    /// `EQ 2026-08-01: exchange says weekend_session, bundled (holidays.csv) says closed`.
    package var text: String {
        let said = "\(feed.market) \(feed.date): exchange says \(Self.words(feed.kind, feed.sessions, feed.tradeDate))"
        return
            "\(said), \(ours.layer.rawValue) (\(ours.author)) says \(Self.words(ours.kind, ours.sessions, ours.tradeDate))"
    }

    /// Compares statements of the feed with a calendar made without them, in order of date and market.
    ///
    /// A day unknown to us is no disagreement, and neither is a short day that the feed only calls a trading day.
    package static func find(feed: [CalendarStatement], ours: TradingCalendar) -> [CalendarDisagreement] {
        feed.sorted { ($0.date, $0.market) < ($1.date, $1.market) }.compactMap { statement in
            let day = ours.day(statement.date, statement.market)
            guard day.kind != .unknown, !agrees(statement, day, ours.profile(day.market, on: day.date)) else {
                return nil
            }
            return CalendarDisagreement(feed: statement, ours: day)
        }
    }

    private static func agrees(_ feed: CalendarStatement, _ day: TradingDay, _ profile: SessionProfile?) -> Bool {
        if feed.kind == .normal, day.kind == .short, feed.sessions == nil { return true }
        guard feed.kind == day.kind else { return false }
        if let sessions = feed.sessions, sessions != day.sessions { return false }
        return feed.kind != .weekendSession || feed.tradeDate == nil || feed.tradeDate == day.tradeDate
    }

    private static func words(_ kind: DayKind, _ sessions: [TradingSession]?, _ tradeDate: CivilDate?) -> String {
        switch kind {
        case .weekendSession: "\(kind)" + (tradeDate.map { " of \($0)" } ?? "")
        case .short: "\(kind) " + (sessions ?? []).map(\.span).joined(separator: ",")
        case .normal, .transferred, .closed, .unknown: "\(kind)"
        }
    }
}
