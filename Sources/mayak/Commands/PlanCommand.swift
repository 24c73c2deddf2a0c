import Market
import Monitor
import Platform
import Store

/// `mayak plan`: what a day's jobs will send, minute by minute, against Telegram's limits.
enum PlanCommand: Command {
    static let spec = CommandSpec(
        "plan",
        summary: "Foresee the chat's messages of a day and name the minutes that exceed Telegram's limits",
        details:
            "Each picture of an album and each edit of a living message counts. A report whose time collides with other\n"
            + "messages is named with the nearest free second. Exit 1: some minute exceeds a limit.",
        options: [
            .value("date", "D", "The day, such as 30.11 or tomorrow; today by default"),
            .value("incidents", "N", "Open incidents of each market, edited at every check", default: "1"),
            .flag("json", "Print every minute and collision as one JSON object"),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let date = try arguments.date(today: source.today) ?? source.today
        let incidents = try arguments.integer("incidents", in: 0...100) ?? 1
        let calendar = source.calendar(try await source.statements())
        let jobs = try await jobs(source)
        let bursts = jobs.bursts(on: date, calendar: calendar, incidents: incidents)
        let plan = DayPlan(date: date, incidents: incidents, bursts: bursts)
        print(arguments.flag("json") ? try plan.json() : plan.text)
        if plan.minutes.contains(where: \.isTooMuch) { throw CommandFailure(.failure) }
    }

    /// The jobs as the scheduler would have them, on a store of their own that is thrown away.
    private static func jobs(_ source: CommandCalendar) async throws -> MonitorJobs {
        let folder = try TemporaryFolder(prefix: "mayak-plan", isInMemory: true)
        defer { folder.remove() }
        let log = source.settings.remarks(of: "plan", clock: source.clock)
        let store = try StateStore(path: folder.path + "/mayak.db", clock: source.clock, log: log)
        let parts = try await SchedulerParts(
            source.settings,
            store: store,
            clock: source.clock,
            pollClock: source.clock,
            log: log
        )
        await store.close()
        return parts.jobs
    }
}
