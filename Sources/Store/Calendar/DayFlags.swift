package import Market
import Platform

/// A calendar of the plainest form, `{"2024-07-15": true, …}`: which days trade, for all markets alike.
///
/// The form of the original monitor's `trading_calendar.json`. Days that it does not name stay as they are.
package struct DayFlags: Sendable {
    /// Ordered by date.
    package let days: [(date: CivilDate, trades: Bool)]

    /// Returns nil for a file of another form, such as ``CalendarFile``'s.
    ///
    /// - Throws: ``CalendarFileError`` that names the file and the day.
    package init?(_ bytes: [UInt8], named name: String) throws(CalendarFileError) {
        // What is no JSON is told by whoever reads the usual form.
        guard let members = try? JSON.parse(bytes).members, let first = members.first, CivilDate(first.name) != nil
        else {
            return nil
        }
        var days: [(date: CivilDate, trades: Bool)] = []
        for member in members {
            guard let date = CivilDate(member.name) else {
                throw CalendarFileError(.invalidValue, "\(name): \(member.name): is no date such as 2024-07-15")
            }
            guard let trades = member.value.bool else {
                throw CalendarFileError(.invalidValue, "\(name): \(member.name): must be true or false")
            }
            days.append((date, trades))
        }
        self.days = days.sorted { $0.date < $1.date }
    }

    /// The edits that make a calendar say the same; a day that is cut short, or a weekend session, trades as well.
    package func edits(for present: TradingCalendar, author: String, at now: Timestamp) -> [CalendarStatement] {
        days.flatMap { day in
            AlgoPackSegment.allCases.compactMap { market in
                let old = present.day(day.date, market).kind
                guard day.trades ? old == .closed || old == .unknown : old != .closed else { return nil }
                return CalendarStatement(
                    market: market,
                    date: day.date,
                    layer: .edit,
                    kind: !day.trades ? .closed : day.date.weekday.isWeekend ? .transferred : .normal,
                    author: author,
                    saidAt: now
                )
            }
        }
    }
}
