import Market
import Platform

/// The daily jobs (seed 002) and their pictures.
struct ReportSettings: Sendable {
    let hi2Time: TimeOfDay
    /// nil when switched off.
    let hi2RecheckTime: TimeOfDay?
    let plotsTime: TimeOfDay
    let dayTime: TimeOfDay
    /// nil when switched off, both.
    let eveningTime: TimeOfDay?
    let weekTime: TimeOfDay?
    let rolloverTime: TimeOfDay
    let plotsFolder: String

    init(_ reader: inout ConfigurationReader) {
        hi2Time = reader.time("reports.hi2_time", "MAYAK_HI2_TIME", default: "19:01", "When hi2 of the day is checked")
        hi2RecheckTime = reader.optionalTime(
            "reports.hi2_recheck_time",
            "MAYAK_HI2_RECHECK_TIME",
            default: "19:30",
            "When a missing hi2 is checked again"
        )
        plotsTime = reader.time(
            "reports.plots_time",
            "MAYAK_PLOTS_TIME",
            default: "19:02",
            "When the delay plots are sent"
        )
        dayTime = reader.time(
            "reports.day_time",
            "MAYAK_REPORT_DAY_TIME",
            default: "19:03",
            "When the day's report is sent"
        )
        eveningTime = reader.optionalTime(
            "reports.evening_time",
            "MAYAK_REPORT_EVENING_TIME",
            default: "23:55",
            "When the day is reported again, on days with an evening session"
        )
        weekTime = reader.optionalTime(
            "reports.week_time",
            "MAYAK_REPORT_WEEK_TIME",
            default: "23:57",
            "When the week is reported, on its last trading day"
        )
        rolloverTime = reader.time(
            "reports.rollover_time",
            "MAYAK_ROLLOVER_TIME",
            default: "00:00",
            "When the jobs of the new day are planned"
        )
        plotsFolder = reader.text(
            "reports.plots_folder",
            "MAYAK_PLOTS_FOLDER",
            default: "static/plots",
            "Where plots are drawn before they are sent"
        )
    }
}
