/// Moscow wall time: a fixed UTC+3 since 2014-10-26, without daylight saving.
///
/// The exchange writes every date and time in it. Configurable zones are `TimeZoneRules`.
package enum MoscowTime {
    package static let offset = Duration.seconds(3 * 3600)

    package static func date(of instant: Timestamp) -> CivilDate {
        CivilDate(dayNumber: Int(localSeconds(instant).dividedRoundingDown(by: 86_400)))
    }

    package static func time(of instant: Timestamp) -> TimeOfDay {
        let seconds = localSeconds(instant)
        let day = seconds.dividedRoundingDown(by: 86_400)
        return TimeOfDay(secondOfDay: Int(seconds - day * 86_400)) ?? .midnight
    }

    package static func instant(_ date: CivilDate, _ time: TimeOfDay) -> Timestamp {
        Timestamp(seconds: Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay) - offset.wholeSeconds)
    }

    /// Reads `YYYY-MM-DD HH:MM:SS`, the form of SYSTIME.
    package static func instant(_ text: String) -> Timestamp? {
        guard text.utf8.count == 19, text.utf8.dropFirst(10).first == UInt8(ascii: " "),
            let date = CivilDate(String(text.prefix(10))), let time = TimeOfDay(String(text.suffix(8)))
        else { return nil }
        return instant(date, time)
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    package static func text(_ instant: Timestamp) -> String {
        "\(date(of: instant)) \(time(of: instant))"
    }

    private static func localSeconds(_ instant: Timestamp) -> Int64 {
        instant.seconds + offset.wholeSeconds
    }
}
