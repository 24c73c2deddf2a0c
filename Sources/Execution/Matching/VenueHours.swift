package import Market

/// The phases of a venue, date by date, by the exchange's calendar in Moscow time.
///
/// Open within the calendar's sessions, a pause between two of a date, ended before the first and after the last; auctions are what
/// the caller says, since the calendar has none. A date of which the calendar knows nothing is open all day: whoever has data of it knows
/// better.
package struct VenueHours: Sendable {
    private let calendar: TradingCalendar
    private let market: AlgoPackSegment
    private let auctions: [DayPart]

    package init(_ calendar: TradingCalendar, _ market: AlgoPackSegment, auctions: [DayPart] = []) {
        self.calendar = calendar
        self.market = market
        self.auctions = auctions
    }

    /// In order of time, the first at the date's midnight.
    package func changes(of date: CivilDate) -> [PhaseSchedule.Change] {
        let day = calendar.day(date, market)
        if day.kind == .unknown { return [.init(MoscowTime.instant(date, .midnight), .open)] }
        let sessions = day.sessions.map { DayPart(start: $0.open, end: $0.close) }
        let parts = sessions.isEmpty ? [] : sessions + auctions
        let bounds = Set([.midnight] + parts.map(\.start) + parts.map(\.end)).sorted()
        var changes: [PhaseSchedule.Change] = []
        for bound in bounds {
            let phase = phase(at: bound, sessions)
            if changes.last?.phase != phase { changes.append(.init(MoscowTime.instant(date, bound), phase)) }
        }
        return changes
    }

    private func phase(at time: TimeOfDay, _ sessions: [DayPart]) -> TradingPhase {
        guard let first = sessions.map(\.start).min(), let last = sessions.map(\.end).max() else { return .ended }
        if auctions.contains(where: { $0.holds(time) }) { return .auction }
        if sessions.contains(where: { $0.holds(time) }) { return .open }
        return time < first || time >= last ? .ended : .pause
    }
}

/// A part of a day, its end not included.
package struct DayPart: Hashable, Sendable {
    package let start: TimeOfDay
    package let end: TimeOfDay

    init(start: TimeOfDay, end: TimeOfDay) {
        self.start = start
        self.end = end
    }

    /// Reads `18:40-18:50`; nil for anything else, and unless it begins before it ends.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay(String($0)) }
        guard parts.count == 2, let start = parts[0], let end = parts[1], start < end else { return nil }
        self.init(start: start, end: end)
    }

    func holds(_ time: TimeOfDay) -> Bool { start <= time && time < end }
}
