/// The days on which the Korea Exchange does not trade on a weekday, and those on which it opens late.
///
/// From the public holidays of Korea and the notices of the exchange as known on 2026-11-20, gathered in `holidays.csv`: Lunar New Year,
/// Chuseok, elections, temporary and substitute holidays, 31 December. Of 2027 nothing is announced yet: its days, and the exam
/// day of 2026, follow the laws of public holidays. A weekday outside these years counts as traded.
package enum KoreanTradingDays {
    /// Why the exchange opens later than on other days.
    package enum LateOpen: Hashable, Sendable {
        /// The first trading day of a year: the market opens an hour late and closes as usual.
        case firstTradingDay
        /// The day of the national exam (CSAT): opens and closes an hour late.
        case examDay
    }

    /// Years whose days are known.
    package static let years = 2024...2027
    package static func isTradingDay(_ date: CivilDate) -> Bool {
        !date.weekday.isWeekend && !closures.contains(date)
    }

    package static func lateOpen(on date: CivilDate) -> LateOpen? {
        lateOpens[date]
    }

    /// The nearest earlier trading day.
    package static func previous(before date: CivilDate) -> CivilDate {
        var day = date.adding(days: -1)
        // The longest closure known is a week and its weekends.
        while !isTradingDay(day) { day = day.adding(days: -1) }
        return day
    }

    private static let lateOpens: [CivilDate: LateOpen] = dates([
        ("2024-01-02", .firstTradingDay),
        ("2024-11-14", .examDay),
        ("2025-01-02", .firstTradingDay),
        ("2025-11-13", .examDay),
        ("2026-01-02", .firstTradingDay),
        ("2026-11-19", .examDay),
        ("2027-01-04", .firstTradingDay),
    ])

    private static let closures = Set(
        dates([
            ("2024-01-01", "New Year's Day"),
            ("2024-02-09", "Seollal"),
            ("2024-02-12", "Seollal substitute"),
            ("2024-03-01", "Independence Movement Day"),
            ("2024-04-10", "General election"),
            ("2024-05-01", "Labor Day"),
            ("2024-05-06", "Children's Day substitute"),
            ("2024-05-15", "Buddha's Birthday"),
            ("2024-06-06", "Memorial Day"),
            ("2024-08-15", "Liberation Day"),
            ("2024-09-16", "Chuseok"),
            ("2024-09-17", "Chuseok"),
            ("2024-09-18", "Chuseok"),
            ("2024-10-01", "Armed Forces Day (temporary holiday)"),
            ("2024-10-03", "National Foundation Day"),
            ("2024-10-09", "Hangul Day"),
            ("2024-12-25", "Christmas"),
            ("2024-12-31", "Year-end closing"),
            ("2025-01-01", "New Year's Day"),
            ("2025-01-27", "Temporary holiday"),
            ("2025-01-28", "Seollal"),
            ("2025-01-29", "Seollal"),
            ("2025-01-30", "Seollal"),
            ("2025-03-03", "Independence Movement Day substitute"),
            ("2025-05-01", "Labor Day"),
            ("2025-05-05", "Children's Day and Buddha's Birthday"),
            ("2025-05-06", "Substitute holiday"),
            ("2025-06-03", "Presidential election"),
            ("2025-06-06", "Memorial Day"),
            ("2025-08-15", "Liberation Day"),
            ("2025-10-03", "National Foundation Day"),
            ("2025-10-06", "Chuseok"),
            ("2025-10-07", "Chuseok"),
            ("2025-10-08", "Chuseok substitute"),
            ("2025-10-09", "Hangul Day"),
            ("2025-12-25", "Christmas"),
            ("2025-12-31", "Year-end closing"),
            ("2026-01-01", "New Year's Day"),
            ("2026-02-16", "Seollal"),
            ("2026-02-17", "Seollal"),
            ("2026-02-18", "Seollal"),
            ("2026-03-02", "Independence Movement Day substitute"),
            ("2026-05-01", "Labor Day"),
            ("2026-05-05", "Children's Day"),
            ("2026-05-25", "Buddha's Birthday substitute"),
            ("2026-06-03", "Local elections"),
            ("2026-07-17", "Constitution Day (reinstated 2026)"),
            ("2026-08-17", "Liberation Day substitute"),
            ("2026-09-24", "Chuseok"),
            ("2026-09-25", "Chuseok"),
            ("2026-10-05", "National Foundation Day substitute"),
            ("2026-10-09", "Hangul Day"),
            ("2026-12-25", "Christmas"),
            ("2026-12-31", "Year-end closing"),
            ("2027-01-01", "New Year's Day"),
            ("2027-02-08", "Seollal"),
            ("2027-02-09", "Seollal substitute"),
            ("2027-03-01", "Independence Movement Day"),
            ("2027-05-03", "Labor Day substitute"),
            ("2027-05-05", "Children's Day"),
            ("2027-05-13", "Buddha's Birthday"),
            ("2027-07-19", "Constitution Day substitute"),
            ("2027-08-16", "Liberation Day substitute"),
            ("2027-09-14", "Chuseok"),
            ("2027-09-15", "Chuseok"),
            ("2027-09-16", "Chuseok"),
            ("2027-10-04", "National Foundation Day substitute"),
            ("2027-10-11", "Hangul Day substitute"),
            ("2027-12-27", "Christmas substitute"),
            ("2027-12-31", "Year-end closing"),
        ]).keys
    )

    private static func dates<Value>(_ rows: [(String, Value)]) -> [CivilDate: Value] {
        Dictionary(
            uniqueKeysWithValues: rows.map { text, value in
                guard let date = CivilDate(text) else { preconditionFailure("\(text) is no date") }
                return (date, value)
            }
        )
    }
}
