import Platform

/// The trading calendar.
struct CalendarSettings: Sendable {
    enum Profile: String, CaseIterable, Sendable {
        /// The sessions follow the exchange's changes by date.
        case exchange
        /// Seed 002's table, whatever the date.
        case classic
    }

    let profile: Profile
    let file: String
    let usesFeed: Bool
    let horizonDays: Int

    init(_ reader: inout ConfigurationReader) {
        profile = reader.choice(
            "calendar.profile",
            "MAYAK_CALENDAR_PROFILE",
            default: .exchange,
            "Session times: as the exchange has them on each date, or seed 002's table"
        )
        file = reader.text(
            "calendar.file",
            "MAYAK_CALENDAR_FILE",
            default: "trading_calendar.json",
            "The bundled calendar, imported at start"
        )
        usesFeed = reader.boolean(
            "calendar.feed",
            "MAYAK_CALENDAR_FEED",
            default: true,
            "Whether the exchange's calendar is read every day"
        )
        horizonDays = reader.integer(
            "calendar.horizon",
            "MAYAK_CALENDAR_HORIZON",
            default: 30,
            in: 0...365,
            unit: "days",
            "Warn when fewer confirmed days lie ahead"
        )
    }
}
