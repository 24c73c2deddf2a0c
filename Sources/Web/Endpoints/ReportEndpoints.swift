import Market
import Operations
import Platform

/// The facts of the reports that the chat gets in the evening and at the end of a week.
struct ReportEndpoints: Sendable {
    let reports: (any ReportService)?

    var routes: [APIRoute] {
        [
            .get(
                "/api/reports/{date}",
                "reports",
                "The report of a trading day, or with `week` that of the week in which it lies, as `mayak report --json` prints it",
                parameters: [
                    .path("date", .date, "A day with sessions"),
                    .query("week", .boolean, "`true` for the week; `false` where it is not given"),
                ],
                answer: .json(.any)
            ) { call in
                guard let reports else { throw Problem(.unavailable, "this process makes no reports") }
                let text = call.path.text("date")
                guard let date = CivilDate(text) else {
                    throw Problem(.notFound, "\(text) is no date; allowed: \(CivilDate.allowed)")
                }
                let isWeek = try call.flag("week", default: false)
                guard let report = isWeek ? try await reports.week(of: date) : try await reports.day(date) else {
                    let what = isWeek ? "the week of \(date) has no trading day" : "there are no sessions on \(date)"
                    throw Problem(.notFound, "\(what), or it is still to come")
                }
                return .json(report)
            }
        ]
    }
}
