import Market
import Store

/// The days that reports are about, from the calendar alone.
struct ReportDays: Sendable {
    let calendar: TradingCalendar

    /// Whether any market has a session: only such a day has a report.
    func hasSessions(_ date: CivilDate) -> Bool {
        AlgoPackSegment.allCases.contains { calendar.day(date, $0).isMonitored }
    }

    /// Whether any market has main trading; a weekend session counts towards the next trading day.
    func isTradingDay(_ date: CivilDate) -> Bool {
        AlgoPackSegment.allCases.contains { market in
            let day = calendar.day(date, market)
            return day.isMonitored && day.kind != .weekendSession
        }
    }

    /// When the day's last session closes; nil without one.
    func lastClose(_ date: CivilDate) -> TimeOfDay? {
        AlgoPackSegment.allCases.flatMap { calendar.day(date, $0).sessions }.map(\.close).max()
    }

    /// The trading days of the week from Monday to Sunday that holds the date.
    func week(of date: CivilDate) -> [CivilDate] {
        let monday = date.adding(days: 1 - date.weekday.rawValue)
        return (0..<7).map(monday.adding(days:)).filter(isTradingDay)
    }

    /// True on the last trading day of a week: Thursday where Friday is a holiday, Saturday where it is worked.
    func endsWeek(_ date: CivilDate) -> Bool {
        week(of: date).last == date
    }

    /// The dates that count towards the given number of trading days up to a date, weekend sessions among them.
    func dates(ofTradingDays count: Int, upTo date: CivilDate) -> (dates: [CivilDate], tradingDays: Int) {
        var dates: [CivilDate] = []
        var found = 0
        // Twenty trading days never took longer than this, not even over the pause of 2022.
        for distance in 0..<90 {
            let candidate = date.adding(days: -distance)
            if isTradingDay(candidate) {
                // Sessions of the weekend before the first of the days belong to it.
                if found == count { break }
                found += 1
            }
            if hasSessions(candidate) { dates.append(candidate) }
        }
        return (dates.reversed(), found)
    }

    /// The dates whose trades count towards a week: its days, and the weekend before its Monday.
    func dates(ofWeek days: [CivilDate]) -> [CivilDate] {
        guard let first = days.first, let last = days.last else { return [] }
        var start = first
        while start > first.adding(days: -20), !isTradingDay(start.adding(days: -1)) { start = start.adding(days: -1) }
        return (0...(last.dayNumber - start.dayNumber)).map(start.adding(days:)).filter(hasSessions)
    }

    /// The last day before a date that has a report; nil when two months have none.
    func previousDay(before date: CivilDate) -> CivilDate? {
        (1...62).lazy.map { date.adding(days: -$0) }.first(where: hasSessions)
    }

    /// The first day after a date on which any market trades; nil when two months have none.
    func nextTradingDay(after date: CivilDate) -> CivilDate? {
        (1...62).lazy.map(date.adding(days:)).first(where: isTradingDay)
    }
}
