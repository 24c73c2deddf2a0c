import Market

/// An interval of ISS candles (docs/reference/algopack.md, Market data).
enum CandleInterval: Int, CaseIterable, Sendable {
    case minute = 1
    case tenMinutes = 10
    case hour = 60
    case day = 24
    case week = 7
    case month = 31
    case quarter = 4

    /// The period of an instant: when it begins and the last second of it.
    func period(of instant: Timestamp) -> (begin: Timestamp, end: Timestamp) {
        let date = MoscowTime.date(of: instant)
        switch self {
        case .minute, .tenMinutes, .hour:
            let seconds = rawValue * 60
            let second = MoscowTime.time(of: instant).secondOfDay / seconds * seconds
            let begin = MoscowTime.instant(date, TimeOfDay(secondOfDay: second) ?? .midnight)
            return (begin, begin + .seconds(seconds - 1))
        case .day: return Self.span(date, date)
        case .week:
            let monday = date.adding(days: Weekday.monday.rawValue - date.weekday.rawValue)
            return Self.span(monday, monday.adding(days: 6))
        case .month: return Self.months(date, first: date.month, count: 1)
        case .quarter: return Self.months(date, first: (date.month - 1) / 3 * 3 + 1, count: 3)
        }
    }

    private static func months(_ date: CivilDate, first: Int, count: Int) -> (begin: Timestamp, end: Timestamp) {
        let next = first + count
        guard let begin = CivilDate(year: date.year, month: first, day: 1),
            let after = CivilDate(year: date.year + (next - 1) / 12, month: (next - 1) % 12 + 1, day: 1)
        else { return span(date, date) }
        return span(begin, after.adding(days: -1))
    }

    private static func span(_ first: CivilDate, _ last: CivilDate) -> (begin: Timestamp, end: Timestamp) {
        (MoscowTime.instant(first, .midnight), MoscowTime.instant(last, .midnight) + .seconds(86_399))
    }
}

/// A candle: the bars of a period joined.
struct Candle: Hashable, Sendable {
    let begin: Timestamp
    var end: Timestamp
    var bar: MinuteBar

    /// Joins minutes in order into candles of an interval; the end of the unfinished one is the end of its last minute.
    static func candles(_ minutes: [(begin: Timestamp, bar: MinuteBar)], _ interval: CandleInterval, now: Timestamp)
        -> [Candle]
    {
        var candles: [Candle] = []
        for minute in minutes {
            let period = interval.period(of: minute.begin)
            let end = period.end < now ? period.end : minute.begin + .seconds(59)
            if let last = candles.last, last.begin == period.begin {
                candles[candles.count - 1].bar = last.bar.joined(with: minute.bar)
                candles[candles.count - 1].end = end
            } else {
                candles.append(Candle(begin: period.begin, end: end, bar: minute.bar))
            }
        }
        return candles
    }
}
