import FoundationEssentials
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
            .value("date", "YYYY-MM-DD", "The day; today by default"),
            .value("incidents", "N", "Open incidents of each market, edited at every check", default: "1"),
            .flag("json", "Print every minute and collision as one JSON object"),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let desk = try await CalendarDesk(arguments)
        let date = try arguments.value("date", expecting: "a date such as 2026-11-19") { CivilDate($0) } ?? desk.today
        let incidents = try arguments.integer("incidents", in: 0...100) ?? 1
        let calendar = desk.calendar(try await desk.statements())
        let jobs = try await jobs(desk)
        let bursts = jobs.bursts(on: date, calendar: calendar, incidents: incidents)
        let plan = DayPlan(date: date, incidents: incidents, bursts: bursts)
        print(arguments.flag("json") ? try plan.json() : plan.text)
        if plan.minutes.contains(where: \.isTooMuch) { throw CommandFailure(.failure) }
    }

    /// The jobs as the scheduler would have them, on a store of their own that is thrown away.
    private static func jobs(_ desk: CalendarDesk) async throws -> MonitorJobs {
        let folder = try TemporaryFolder(prefix: "mayak-plan", isInMemory: true)
        defer { folder.remove() }
        let log = desk.settings.remarks(of: "plan", clock: desk.clock)
        let store = try StateStore(path: folder.path + "/mayak.db", clock: desk.clock, log: log)
        let parts = try await SchedulerParts(
            desk.settings,
            store: store,
            clock: desk.clock,
            pollClock: desk.clock,
            log: log
        )
        await store.close()
        return parts.jobs
    }
}

/// A day's plan as it is printed.
struct DayPlan: Encodable {
    let date: CivilDate
    let incidents: Int
    let minutes: [BurstPlanner.Minute]
    let collisions: [BurstPlanner.Collision]

    init(date: CivilDate, incidents: Int, bursts: [PlannedBurst]) {
        self.date = date
        self.incidents = incidents
        let planner = BurstPlanner(bursts)
        minutes = planner.minutes
        collisions = planner.collisions
    }

    /// Deterministic JSON: sorted keys.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        let total = minutes.map(\.messages).reduce(0, +)
        let title = "\(date): \(total) messages and edits, open incidents of each market: \(incidents)"
        guard total > 0 else { return title }
        var lines = [title, "", "from   minutes  messages  within 60 s  limit  jobs"]
        for (first, count) in kinds {
            let excess = first.isTooMuch ? "  TOO MUCH" : ""
            let numbers = [(count, 7), (first.messages, 9), (first.peak, 12), (first.limit, 6)].map(right).joined(
                separator: " "
            )
            lines.append(
                "\(Self.time(first.minute * 60).prefix(5)) \(numbers)  \(first.jobs.joined(separator: " "))\(excess)"
            )
        }
        lines.append("")
        if collisions.isEmpty { lines.append("no report collides with other messages") }
        for collision in collisions {
            let free = collision.freeSecond.map { "nearest free second \(Self.time($0))" } ?? "no second is free"
            lines.append(
                "\(collision.job) at \(Self.time(collision.second)) collides with "
                    + "\(collision.others.joined(separator: ", ")); \(free)"
            )
        }
        return lines.joined(separator: "\n")
    }

    /// Minutes with the same load once, with their number; in order of the first one's time.
    private var kinds: [(first: BurstPlanner.Minute, count: Int)] {
        var kinds: [(first: BurstPlanner.Minute, count: Int)] = []
        for minute in minutes.sorted(by: { ($0.minute, $0.chat) < ($1.minute, $1.chat) }) {
            var same = minute
            if let place = kinds.firstIndex(where: { kind in
                same.minute = kind.first.minute
                return same == kind.first
            }) {
                kinds[place].count += 1
            } else {
                kinds.append((minute, 1))
            }
        }
        return kinds
    }

    private static func time(_ second: Int) -> String {
        TimeOfDay(secondOfDay: second)?.description ?? "\(second)"
    }

    private func right(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}
