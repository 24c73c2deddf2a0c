import Exchange
import Market
import Platform
import Store

/// `mayak calendar sync`: takes the exchange's calendar over.
enum CalendarSyncCommand: Command {
    static let spec = CommandSpec(
        "calendar sync",
        summary: "Read the exchange's calendar into the store",
        details: """
            Asks for this year and the next. Tries the machine-readable calendar, then those of single markets, then the public
            table of exceptions. Edits keep their precedence. Exit 1: no source answered.
            """,
        options: CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let report = try await exchangeReport(source)
        let store = try await source.store()
        let known = try await store.calendar.statements().filter { $0.layer == .feed }
        let changed = try await store.calendar.replaceLayer(.feed, with: report.merged(into: known))
        let calendar = source.calendar(try await store.calendar.statements())
        await store.close()
        for remark in report.remarks { print("not used: \(remark)") }
        print("\(report.source.rawValue): \(report.statements.count) days read, \(changed) changed")
        for warning in source.horizonWarnings(calendar) { print("warning: \(warning)") }
    }

    /// What the exchange says of this year and the next.
    ///
    /// - Throws: `CommandFailure` when no source answers.
    static func exchangeReport(_ source: CommandCalendar) async throws -> CalendarFeedReport {
        guard let first = CivilDate(year: source.today.year, month: 1, day: 1),
            let last = CivilDate(year: source.today.year + 1, month: 12, day: 31)
        else { throw CommandFailure(.failure, "mayak calendar: the clock stands outside the calendar") }
        let iss = ISSClient(
            options: source.settings.moex,
            http: source.http,
            clock: source.clock,
            log: source.log
        )
        do {
            return try await CalendarFeed(iss: iss, clock: source.clock).report(from: first, through: last)
        } catch let error as ExchangeError {
            throw CommandFailure(.failure, "mayak calendar: the exchange's calendar cannot be read: \(error)")
        }
    }
}
