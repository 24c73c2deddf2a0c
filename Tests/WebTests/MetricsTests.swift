import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Metrics of the dashboard", .timeLimit(.minutes(2)))
struct MetricsTests {
    @Test("what the store tells is there: feeds, alerts, outbox, heartbeats, sizes, the process")
    func readings() async throws {
        try await ServedDashboard.run { dashboard in
            let feed = Feed(.futures, .obstats)
            let date = MoscowTime.date(of: dashboard.clock.now)
            let label = TimeOfDay(hour: 9, minute: 50) ?? .midnight
            var batch = StoreBatch()
            batch.feeds.slots = [
                SlotRecord(
                    feed: feed,
                    date: date,
                    label: label,
                    systime: MoscowTime.instant(date, label) + .seconds(12),
                    receivedAt: dashboard.clock.now,
                    rowCount: 9,
                    secidCount: 9
                )
            ]
            try await dashboard.store.commit(batch)
            try await dashboard.store.processes.heartbeat(.scheduler)
            let text = try await dashboard.get("/metrics").text
            let systime = MoscowTime.instant(date, label).seconds + 12
            for line in [
                #"feed_last_systime_timestamp_seconds{market="fo",endpoint="obstats"} \#(systime)"#,
                #"feed_publish_delay_seconds_bucket{market="fo",endpoint="obstats",le="15"} 1"#,
                #"feed_publish_delay_seconds_count{market="fo",endpoint="obstats"} 1"#,
                #"open_alerts{state="firing"} 0"#, #"outbox_waiting_messages{state="dead"} 0"#,
                #"heartbeat_timestamp_seconds{process="scheduler"} \#(dashboard.clock.now.seconds)"#,
            ] {
                #expect(text.contains("\n\(line)\n"), "\(line)")
            }
            #expect(!text.contains("\nprocess_resident_memory_bytes 0\n") && !text.contains("\nstore_file_bytes 0\n"))
            // A slot is observed once, however often metrics are asked for.
            let again = try await dashboard.get("/metrics").text
            #expect(again.contains(#"feed_publish_delay_seconds_count{market="fo",endpoint="obstats"} 1"#))
        }
    }

    @Test("jobs have their last run, success and duration, and when they come next; OpenMetrics is there for who asks")
    func jobs() async throws {
        try await ServedDashboard.run { dashboard in
            let now = dashboard.clock.now
            try await dashboard.store.jobs.savePlan([
                JobPlan(id: "EQ1", trigger: "t", function: "f", nextRun: now + .minutes(5), zone: "Europe/Moscow"),
                JobPlan(id: "idle", trigger: "t", function: "f", nextRun: nil, zone: "Europe/Moscow"),
            ])
            let runs = [(20, RunOutcome.succeeded), (10, .failed)].map { ago, outcome in
                let start = now - .minutes(ago)
                return JobRun(
                    job: "EQ1",
                    nominal: start,
                    outcome: outcome,
                    claimedAt: start,
                    finishedAt: start + .seconds(3)
                )
            }
            try await dashboard.store.ledger.recordSkips(runs)
            let text = try await dashboard.get("/metrics").text
            for line in [
                #"job_last_run_timestamp_seconds{job="EQ1"} \#((now - .minutes(10)).seconds)"#,
                #"job_last_success_timestamp_seconds{job="EQ1"} \#((now - .minutes(20)).seconds + 3)"#,
                #"job_last_run_duration_seconds{job="EQ1"} 3"#,
                #"job_next_run_timestamp_seconds{job="EQ1"} \#((now + .minutes(5)).seconds)"#,
            ] {
                #expect(text.contains("\n\(line)\n"), "\(line)")
            }
            #expect(!text.contains(#"job="idle""#) && !text.contains("# EOF"))
            let accepted = [("Accept", "application/openmetrics-text;version=1.0.0")]
            let open = try await dashboard.get("/metrics", nil, accepted)
            #expect(open.header("Content-Type") == "application/openmetrics-text; version=1.0.0; charset=utf-8")
            #expect(open.text.hasSuffix("\n# EOF\n"))
            #expect(open.text.contains("# TYPE store_commits counter\n") || !open.text.contains("store_commits_total"))
            #expect(!open.text.split(separator: "\n").contains { $0.hasPrefix("# TYPE") && $0.contains("_total") })
        }
    }

    @Test(
        "promtool finds nothing to complain of",
        .enabled(if: Promtool.path != nil, "promtool is not installed (Debian's prometheus)")
    )
    func promtool() async throws {
        let path = try #require(Promtool.path)
        try await ServedDashboard.run { dashboard in
            let answer = try await dashboard.get("/metrics")
            let files = try TemporaryFolder()
            let input = try files.file("metrics", answer.text)
            let said = try await Promtool.run(path, ["check", "metrics"], input: input, files)
            #expect(said.status == 0, "\(said.text)")
        }
    }

    @Test(
        "the rules of monitoring/ hold what their fixtures say",
        .enabled(if: Promtool.path != nil, "promtool is not installed")
    )
    func rules() async throws {
        let path = try #require(Promtool.path)
        let rules = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../monitoring/rules_test.yml"
        )
        let files = try TemporaryFolder()
        let said = try await Promtool.run(path, ["test", "rules", rules.standardized.path], input: nil, files)
        #expect(said.status == 0, "\(said.text)")
    }

    @Test("the rules and Grafana's page name only metrics that there are")
    func names() throws {
        let registry = MetricsRegistry()
        let folder = try TemporaryFolder(prefix: "web", isInMemory: true)
        defer { folder.remove() }
        let clock = ManualClock()
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let store = try StateStore(
            path: folder.path + "/mayak.db",
            clock: clock,
            log: log,
            metrics: StoreMetrics(registry)
        )
        _ = WebBackend.example(store, clock: clock, metrics: registry)
        // Those of other targets, which their own tests name.
        let elsewhere = ["job_runs_total", "http_exchange_requests_total", "http_telegram_requests_total", "up"]
        let known = Set(registry.described.map(\.name) + elsewhere)
        let base = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../monitoring")
        let grafana = try JSON.parse(Array(try Data(contentsOf: base.appending(path: "grafana.json"))))
        let panels = try #require(grafana["panels"]?.array)
        var expressions = panels.flatMap { $0["targets"]?.array ?? [] }.compactMap { $0["expr"]?.string }
        let rules = try String(contentsOf: base.appending(path: "rules.yml"), encoding: .utf8)
        expressions += rules.split(separator: "\n").filter { $0.contains("expr: ") }.map(String.init)
        var used: Set<String> = []
        for expression in expressions {
            // Whatever ends in a unit, records of the rules left out.
            for match in expression.replacing(/mayak:[a-z_:0-9]+/, with: "").matches(
                of:
                    /[a-z]+(_[a-z]+)*_(seconds|bytes|ratio|total|messages|alerts|slots|days|halts|commands)(_bucket|_sum|_count)?/
            ) {
                used.insert(String(match.output.0).replacing(/_(bucket|sum|count)$/, with: ""))
            }
        }
        #expect(used.count > 10)
        #expect(used.subtracting(known).isEmpty, "\(used.subtracting(known))")
    }
}

/// Prometheus' own checker, from Debian's package.
enum Promtool {
    static var path: String? {
        ["/usr/bin/promtool", "/usr/local/bin/promtool"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static func run(
        _ path: String,
        _ arguments: [String],
        input: String?,
        _ files: TemporaryFolder
    ) async throws -> (status: Int32, text: String) {
        let output = try files.file("output", "")
        let process = try ChildProcess(
            path,
            arguments,
            environment: [:],
            directory: "/",
            streams: (input.map { .reading($0) } ?? .nothing, .writing(output), .writing(output))
        )
        _ = try await eventually(within: .seconds(60)) { process.status != nil }
        return (process.status ?? -1, try String(contentsOfFile: output, encoding: .utf8))
    }
}
