/// The rule for the years after a zone's last recorded change, in the form of the POSIX `TZ` variable.
///
/// - Source: RFC 8536 §3.3, POSIX.1-2017 §8.3; hours of change may lie between −167 and 167.
package struct PosixZoneRule: Hashable, Sendable {
    /// A yearly day: `M10.5.0`, `J60`, `59`.
    enum Day: Hashable, Sendable {
        case weekday(month: Int, week: Int, sundayBased: Int)
        /// 1 to 365, 29 February never counted.
        case julian(Int)
        /// 0 to 365, 29 February counted.
        case dayOfYear(Int)
    }

    struct Change: Hashable, Sendable {
        let day: Day
        /// Wall-clock seconds after the day's midnight, by the offset in force before the change.
        let second: Int
    }

    struct Daylight: Hashable, Sendable {
        let offset: TimeZoneRules.Offset
        let start: Change
        let end: Change
    }

    package let standard: TimeZoneRules.Offset
    let daylight: Daylight?

    /// Both changes of one year; none in a zone without daylight saving.
    func transitions(inYear year: Int) -> [TimeZoneRules.Transition] {
        guard let daylight, (1...9998).contains(year) else { return [] }
        return [
            TimeZoneRules.Transition(
                at: daylight.start.localSecond(inYear: year) - Int64(standard.seconds),
                offset: daylight.offset
            ),
            TimeZoneRules.Transition(
                at: daylight.end.localSecond(inYear: year) - Int64(daylight.offset.seconds),
                offset: standard
            ),
        ]
    }
}

extension PosixZoneRule.Change {
    func localSecond(inYear year: Int) -> Int64 {
        Int64(day.dayNumber(inYear: year)) * 86_400 + Int64(second)
    }
}

extension PosixZoneRule.Day {
    func dayNumber(inYear year: Int) -> Int {
        switch self {
        case .weekday(let month, let week, let weekday):
            let first = dayNumber(year, month, 1)
            let firstWeekday = CivilDate(dayNumber: first).weekday.rawValue % 7
            let day = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            let end = first + CivilDate.dayCount(ofMonth: month, year: year)
            return day < end ? day : day - 7
        case .julian(let day):
            let isPastLeapDay = day >= 60 && CivilDate.dayCount(ofMonth: 2, year: year) == 29
            return dayNumber(year, 1, 1) + day - 1 + (isPastLeapDay ? 1 : 0)
        case .dayOfYear(let day):
            return dayNumber(year, 1, 1) + day
        }
    }

    private func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CivilDate.dayNumber(year: year, month: month, day: day)
    }
}
