/// A date and a wall-clock time in some zone; without the zone it names no instant.
package struct LocalDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let date: CivilDate
    package let time: TimeOfDay

    /// 24:00 becomes 00:00 of the next day.
    package init(_ date: CivilDate, _ time: TimeOfDay) {
        self.init(linearSeconds: Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay))
    }

    /// From seconds since 1970-01-01 00:00 of the same zone's wall clock.
    package init(linearSeconds: Int64) {
        let day = linearSeconds.dividedRoundingDown(by: 86_400)
        date = CivilDate(dayNumber: Int(day))
        let second = linearSeconds.remainderOfDivisionRoundingDown(by: 86_400)
        time = TimeOfDay(secondOfDay: Int(second)) ?? .midnight
    }

    /// Seconds since 1970-01-01 00:00 of the same wall clock.
    package var linearSeconds: Int64 {
        Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay)
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    package var description: String { "\(date) \(time)" }

    package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.linearSeconds < right.linearSeconds
    }
}
