package import Market
package import Platform

/// Where the trading calendar comes from: the section `calendar`.
package struct CalendarOptions: ConfigurationSection {
    package enum Profile: String, CaseIterable, Sendable {
        /// The sessions follow the exchange's changes by date.
        case exchange
        /// Seed 002's table, whatever the date.
        case classic
    }

    /// Default: as the exchange has them on each date.
    package var profile = Profile.exchange
    /// The bundled calendar; default `trading_calendar.json`.
    package var file = "trading_calendar.json"
    /// Whether the exchange's calendar is read every morning; default true.
    package var usesFeed = true
    /// Warn when fewer confirmed days lie ahead; default 30.
    package var horizonDays = 30

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        profile = reader.choice(
            "calendar.profile",
            "MAYAK_CALENDAR_PROFILE",
            default: profile,
            "Session times: as the exchange has them on each date, or seed 002's table"
        )
        file = reader.text(
            "calendar.file",
            "MAYAK_CALENDAR_FILE",
            default: file,
            "The bundled calendar, imported at start"
        )
        usesFeed = reader.boolean(
            "calendar.feed",
            "MAYAK_CALENDAR_FEED",
            default: usesFeed,
            "Whether the exchange's calendar is read every day"
        )
        horizonDays = reader.integer(
            "calendar.horizon",
            "MAYAK_CALENDAR_HORIZON",
            default: horizonDays,
            in: 0...365,
            unit: "days",
            "Warn when fewer confirmed days lie ahead"
        )
    }

    /// The configured table; without one, the table that the calendar file asks for.
    package func pin(_ file: CalendarFile) -> ProfilePin? {
        switch profile {
        case .classic: .classic
        case .exchange: file.pin
        }
    }
}
