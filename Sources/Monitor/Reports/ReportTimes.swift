package import Market
package import Platform

/// When the daily jobs of seed 002 and the reports come: the section `reports`.
package struct ReportTimes: ConfigurationSection {
    /// Default 19:01 (seed 002).
    package var hi2 = TimeOfDay(hour: 19, minute: 1) ?? .midnight
    /// The late look at hi2, because loads come late at times; default 19:30; nil for none.
    package var hi2Recheck: TimeOfDay? = TimeOfDay(hour: 19, minute: 30)
    /// Default 19:02 (seed 002).
    package var plots = TimeOfDay(hour: 19, minute: 2) ?? .midnight
    /// Default 19:03, behind the albums.
    package var day = TimeOfDay(hour: 19, minute: 3) ?? .midnight
    /// The report after the evening session; default 23:55; nil for none.
    package var evening: TimeOfDay? = TimeOfDay(hour: 23, minute: 55)
    /// On the last trading day of a week; default 23:57; nil for none.
    package var week: TimeOfDay? = TimeOfDay(hour: 23, minute: 57)

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        hi2 = reader.time("reports.hi2_time", "MAYAK_HI2_TIME", default: hi2, "When hi2 of the day is checked")
        hi2Recheck = reader.optionalTime(
            "reports.hi2_recheck_time",
            "MAYAK_HI2_RECHECK_TIME",
            default: hi2Recheck,
            "When a missing hi2 is checked again"
        )
        plots = reader.time(
            "reports.plots_time",
            "MAYAK_PLOTS_TIME",
            default: plots,
            "When the delay plots are sent"
        )
        day = reader.time(
            "reports.day_time",
            "MAYAK_REPORT_DAY_TIME",
            default: day,
            "When the day's report is sent"
        )
        evening = reader.optionalTime(
            "reports.evening_time",
            "MAYAK_REPORT_EVENING_TIME",
            default: evening,
            "When the day is reported again, on days with an evening session"
        )
        week = reader.optionalTime(
            "reports.week_time",
            "MAYAK_REPORT_WEEK_TIME",
            default: week,
            "When the week is reported, on its last trading day"
        )
        // It was read and never used: a day's jobs are those of Moscow's date, so no other time can be right.
        reader.refuseRetired(
            "reports.rollover_time",
            "MAYAK_ROLLOVER_TIME",
            "the jobs of a new day are always planned at 00:00 Moscow time; remove it"
        )
    }
}
