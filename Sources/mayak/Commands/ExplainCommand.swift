import Market
import Monitor
import Platform
import Scheduling
import Store

/// `mayak explain job|alert ID`: why something ran or fired, or why it did not.
enum ExplainCommand: Command {
    static let spec = CommandSpec(
        "explain",
        summary: "Tell why a job ran or an alert fired, or why not",
        positionals: [
            PositionalSpec("KIND", "job or alert", allowed: ["job", "alert"]),
            PositionalSpec("ID", "EQ1, hi2_check; 12 or A12"),
        ],
        options: Settings.options + [.value("runs", "N", "Past runs to show", default: "10")]
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let log = Log(component: "explain", threshold: .error, clock: clock)
        let store = try settings.existingStore(clock: clock, log: log)
        let id = arguments.positional(1) ?? ""
        let lines =
            arguments.positional(0) == "alert"
            ? try await alert(id, store.alerts, at: clock.now)
            : try await job(
                id,
                store.jobs,
                store.calendar,
                settings,
                at: clock.now,
                limit: try arguments.integer("runs", in: 1...1_000) ?? 10
            )
        await store.close()
        print(lines.joined(separator: "\n"))
    }

    private static func alert(_ text: String, _ alerts: AlertStore, at now: Timestamp) async throws -> [String] {
        let digits = text.drop { !$0.isNumber }
        guard let id = Int64(digits), let alert = try await alerts.alert(id) else {
            throw CommandFailure(.data, "there is no alert '\(text)'; `mayak status` lists the open ones")
        }
        var cause: AlertRecord?
        if let causeID = alert.inhibitedBy { cause = try await alerts.alert(causeID) }
        let silences = try await alerts.unendedSilences().filter { $0.covers(alert.key, at: now) }
        return AlertExplanation(
            alert: alert,
            events: try await alerts.events(id),
            cause: cause,
            silences: silences
        ).lines
    }

    private static func job(
        _ name: String,
        _ jobs: JobStore,
        _ statements: CalendarStore,
        _ settings: Settings,
        at now: Timestamp,
        limit: Int
    ) async throws -> [String] {
        let plan = try await jobs.plan()
        let planned = JobName.find(name, in: plan, by: \.id)
        let id = planned?.id ?? name
        let runs = try await jobs.runs(job: id, limit: limit)
        guard planned != nil || !runs.isEmpty else {
            let known = plan.map(\.id).joined(separator: ", ")
            throw CommandFailure(.data, "there is no job '\(id)'; planned now: \(known.isEmpty ? "none" : known)")
        }
        let calendar = try await settings.calendars(of: statements).calendar()
        let date = runs.first.map { MoscowTime.date(of: $0.nominal) } ?? MoscowTime.date(of: now)
        let markets = SessionMonitorID(job: id).map { [$0.market] } ?? AlgoPackSegment.allCases
        let days = markets.map { calendar.day(date, $0) }
        return JobExplanation(id: id, plan: planned, runs: runs, days: days).lines
    }
}
