package import Market

extension CronExpression {
    /// The first fire at or after an instant; nil when there is none within 41 years (30 February never comes).
    ///
    /// When the clocks change, a named time that does not exist fires once, at the first instant after the gap; one
    /// that comes twice fires at its first copy; patterns with `*` in minute or hour fire whenever the clocks show a
    /// matching time.
    package func nextFire(atOrAfter instant: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        let second = instant.seconds + (instant.nanoseconds.isMultiple(of: 1_000_000_000) ? 0 : 1)
        guard second <= Self.farthestSecond else { return nil }
        let start = Timestamp(seconds: max(second, -Self.farthestSecond))
        return followsElapsedTime ? nextElapsed(start, zone) : nextNamed(start, zone)
    }

    private func nextNamed(_ start: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
        if let fire = nextSettled(start, zone) { return fire }
        // A zone that skips a whole day moves that day's times into the next one, so the search starts early.
        let today = zone.local(start).date
        var search = CronDays(self, from: today.adding(days: -2), through: today.adding(days: Self.searchedDays))
        while let date = search.next() {
            let fire: (Int) -> Timestamp = { second in
                let midnight = Int64(date.dayNumber) * 86_400
                return zone.resolve(LocalDateTime(linearSeconds: midnight + Int64(second))).earliest
            }
            if let position = times.firstPosition(where: { fire($0) >= start }) {
                return fire(times[position])
            }
        }
        return nil
    }

    /// The fire where the clocks changed neither lately nor before it, which is nearly always: one look at the zone is enough.
    private func nextSettled(_ start: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
        let period = zone.period(at: start)
        // No time of the stretch can have been shown before the change then: offsets differ by less than that.
        guard period.from <= start.seconds - 3 * 86_400 else { return nil }
        let offset = Int64(period.offset.seconds)
        let end = min(period.until, start.seconds + Int64(Self.searchedDays) * 86_400)
        return nextMatch(from: start.seconds + offset, before: end + offset).map { Timestamp(seconds: $0 - offset) }
    }

    private func nextElapsed(_ start: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
        let limit = start.seconds + Int64(Self.searchedDays) * 86_400
        var second = start.seconds
        while second < limit {
            let period = zone.period(at: Timestamp(seconds: second))
            let end = min(period.until, limit)
            let offset = Int64(period.offset.seconds)
            if let match = nextMatch(from: second + offset, before: end + offset) {
                return Timestamp(seconds: match - offset)
            }
            second = end
        }
        return nil
    }

    /// The first matching wall-clock second of a stretch without changes of the clocks.
    private func nextMatch(from first: Int64, before end: Int64) -> Int64? {
        let local = LocalDateTime(linearSeconds: first)
        var search = CronDays(self, from: local.date, through: LocalDateTime(linearSeconds: end).date)
        while let date = search.next() {
            let earliest = date == local.date ? local.time.secondOfDay : 0
            guard let position = times.firstPosition(where: { $0 >= earliest }) else { continue }
            let match = Int64(date.dayNumber) * 86_400 + Int64(times[position])
            return match < end ? match : nil
        }
        return nil
    }

    /// 41 years: 29 February on a given weekday comes back after 40 at the latest (2072 to 2112).
    private static let searchedDays = 41 * 366
    /// 250 years either side of 1970, less than `Timestamp` can hold with the search added.
    private static let farthestSecond: Int64 = 250 * 365 * 86_400
}

/// The matching dates of a stretch of days, months without a match skipped whole.
private struct CronDays {
    private let expression: CronExpression
    private var date: CivilDate
    private let last: CivilDate

    init(_ expression: CronExpression, from first: CivilDate, through last: CivilDate) {
        self.expression = expression
        date = first
        self.last = last
    }

    mutating func next() -> CivilDate? {
        while date <= last {
            let (year, month, day) = date.components
            guard expression.matches(month: month) else {
                date = date.adding(days: CivilDate.dayCount(ofMonth: month, year: year) - day + 1)
                continue
            }
            defer { date = date.adding(days: 1) }
            if expression.matches(date) { return date }
        }
        return nil
    }
}
