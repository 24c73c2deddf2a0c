import Exchange
import Market
import Platform
import Store

/// `mayak calendar verify`: compares our calendar with the exchange's.
enum CalendarVerifyCommand: Command {
    static let spec = CommandSpec(
        "calendar verify",
        summary: "Compare the calendar with the exchange's own",
        details: """
            Lists every day of this year and the next on which edits, bundled file or weekday rule say something else than the
            exchange, and warns when few confirmed days lie ahead. Changes nothing. Exit 1: they disagree, or no source answered.
            """,
        options: [
            .flag("stored", "Compare with the exchange's calendar as last read, without asking it")
        ] + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let statements = try await source.statements()
        let feed: [CalendarStatement]
        if arguments.flag("stored") {
            feed = statements.filter { $0.layer == .feed }
            guard !feed.isEmpty else {
                throw CommandFailure(
                    .failure,
                    "mayak calendar verify: the exchange's calendar was never read; run 'mayak calendar sync'"
                )
            }
        } else {
            let report = try await CalendarSyncCommand.exchangeReport(source)
            for remark in report.remarks { print("not used: \(remark)") }
            feed = report.statements
        }
        let ours = source.calendar(statements.filter { $0.layer != .feed })
        let disagreements = CalendarDisagreement.find(feed: feed, ours: ours)
        for disagreement in disagreements { print(disagreement.text) }
        print("\(feed.count) days compared, \(disagreements.count) disagree")
        for warning in source.horizonWarnings(source.calendar(statements)) { print("warning: \(warning)") }
        if !disagreements.isEmpty { throw CommandFailure() }
    }
}
