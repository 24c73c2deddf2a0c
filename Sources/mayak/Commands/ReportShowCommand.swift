import Bot
import Market
import Monitor
import Operations
import Platform
import Store

/// `mayak report`: the report of a stored day or week.
enum ReportShowCommand: Command {
    static let spec = CommandSpec(
        "report",
        summary: "Report a stored day or week: slots in time, incidents, gaps, hi2, tomorrow",
        details:
            "The same facts as the chat's report, gathered now. Exit 65: the day has no sessions or has not begun.\n\n"
            + "mayak report --date 2026-11-19\nmayak report --week --json",
        options: [
            .value("date", "D", "The day, or any day of the week; the latest with sessions by default"),
            .flag("week", "Report the week from Monday to Sunday"),
            .value("language", "LANG", "Language of the text; the configured one by default", allowed: ["ru", "en"]),
            .flag("json", "Print the facts as one JSON object"),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "report", clock: clock))
        let calendars = try settings.calendars(of: store.calendar)
        let facts = settings.reportFacts(of: OperationsStore(store), calendars, clock: clock)
        let wanted = try arguments.date(today: MoscowTime.date(of: clock.now))
        let latest = try await calendars.calendar().latestSessionDay(at: clock.now)
        let date = wanted ?? latest
        let isRussian = (arguments.string("language") ?? settings.general.language.rawValue) == "ru"
        let wording = Wording(isRussian ? .russian : .english)
        let text: String?
        if arguments.flag("week") {
            text = try await facts.week(of: date).map { report in
                let message = WeekReportScreen(report: report, wording: wording).message
                return arguments.flag("json") ? try report.printed() : HTMLText.plain(message.html)
            }
        } else {
            text = try await facts.day(date).map { report in
                let message = DayReportScreen(report: report, wording: wording).message
                return arguments.flag("json") ? try report.printed() : HTMLText.plain(message.html)
            }
        }
        await store.close()
        guard let text else {
            let span = arguments.flag("week") ? "no trading day in the week of \(date)" : "no sessions on \(date)"
            throw CommandFailure(.data, "mayak report: \(span), or it is still to come")
        }
        print(text)
    }
}
