package import Market

extension Wording {
    /// `15:49` of Moscow; with the date in front where it is not `today`.
    package func clock(_ instant: Timestamp, today: CivilDate?) -> String {
        let date = MoscowTime.date(of: instant)
        let time = MoscowTime.time(of: instant).shortDescription
        return date == today ? time : "\(shortDate(date)) \(time)"
    }

    /// `15:49:07` where the second counts; with the date in front where it is not `today`.
    package func clock(_ instant: Timestamp, today: CivilDate?, seconds: Bool) -> String {
        guard seconds else { return clock(instant, today: today) }
        let date = MoscowTime.date(of: instant)
        let time = MoscowTime.time(of: instant).description
        return date == today ? time : "\(shortDate(date)) \(time)"
    }

    /// As ``clock(_:today:)`` with the zone: `15:49 МСК`.
    package func moscow(_ instant: Timestamp, today: CivilDate?) -> String {
        "\(clock(instant, today: today))\(Self.thinSpace)\(zone)"
    }

    /// `МСК` or `MSK`.
    package var zone: String { language == .russian ? "МСК" : "MSK" }

    /// `20.11` in Russian, `20 Nov` in English.
    package func shortDate(_ date: CivilDate) -> String {
        switch language {
        case .russian: "\(padded(date.day, to: 2)).\(padded(date.month, to: 2))"
        case .english: "\(date.day) \(MonthNames.english[date.month - 1].prefix(3))"
        }
    }

    /// `20.11.2026` or `20 Nov 2026`: where the year matters and room is short.
    package func fullDate(_ date: CivilDate) -> String {
        "\(shortDate(date))\(language == .russian ? "." : " ")\(date.year)"
    }

    /// `20 ноября 2026, пт` or `20 November 2026, Fri`.
    package func longDate(_ date: CivilDate) -> String {
        let month =
            language == .russian ? MonthNames.russianGenitive[date.month - 1] : MonthNames.english[date.month - 1]
        return "\(date.day) \(month) \(date.year), \(weekday(date.weekday))"
    }

    /// `ноябрь` or `November`.
    package func month(_ number: Int) -> String {
        language == .russian ? MonthNames.russian[number - 1] : MonthNames.english[number - 1]
    }

    /// `пн` or `Mon`.
    package func weekday(_ day: Weekday) -> String {
        let names = language == .russian ? Self.russianWeekdays : Self.englishWeekdays
        return names[day.rawValue - 1]
    }

    private static let russianWeekdays = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    private static let englishWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
