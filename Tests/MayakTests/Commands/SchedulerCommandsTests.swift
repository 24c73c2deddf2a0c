import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak next`, `jobs` and `run-job` as processes of their own.
@Suite("Scheduler commands", .timeLimit(.minutes(5)))
struct SchedulerCommandsTests {
    private struct Fire: Decodable, Equatable {
        let utc: String
        let local: String
    }

    @Test("next previews a daily window in the zone's time, whatever the host's")
    func next() async throws {
        let outcome = try await MayakProcess.run(
            [
                "next", "--interval", "5m", "--start", "10:00", "--end", "10:10", "--zone", "Asia/Seoul", "--from",
                "2026-11-20T10:06:00+09:00", "--count", "2", "--json",
            ],
            environment: ["TZ": "America/New_York"]
        )
        #expect(outcome.status == 0)
        let fires = try JSONDecoder().decode([Fire].self, from: Data(outcome.output))
        #expect(
            fires == [
                Fire(utc: "2026-11-20T01:10:00Z", local: "2026-11-20T10:10:00+09:00"),
                Fire(utc: "2026-11-21T01:00:00Z", local: "2026-11-21T10:00:00+09:00"),
            ]
        )
    }

    @Test("an impossible date is an empty list")
    func never() async throws {
        let outcome = try await MayakProcess.run(["next", "--cron", "0 0 30 2 *", "--json"])
        #expect(outcome.status == 0)
        #expect(try JSONDecoder().decode([Fire].self, from: Data(outcome.output)) == [])
    }

    @Test(
        "mistakes are one line and exit code 64",
        arguments: [
            (["--cron", "61 * * * *"], "\"minute\""), (["--interval", "5x"], "5x"),
            ([], "--cron EXPR or --interval SPAN"),
            (["--cron", "* * * * *", "--zone", "Mars/Base"], "Mars/Base"),
            (["--cron", "* * * * *", "--start", "10:00"], "--start"),
            (["--interval", "5m", "--start", "10:00", "--end", "2026-11-20"], "same form"),
            (["--interval", "5m", "--from", "9999-01-01T00:00:00Z"], "--from"),
        ]
    )
    func mistakes(arguments: [String], named: String) async throws {
        let outcome = try await MayakProcess.run(["next"] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(named))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test("jobs shows plan and last run, as text and as JSON")
    func jobs() async throws {
        let directory = try TemporaryFolder()
        let path = try directory.file("mayak.db")
        let store = try store(path)
        let nominal = try #require(RFC3339.instant("2024-07-15T13:10:00+03:00"))
        try await store.jobs.savePlan([
            JobPlan(
                id: "EQ1",
                trigger: "interval[0:05:00]",
                function: "SessionMonitor.check(EQ)",
                nextRun: nominal + .minutes(5),
                zone: "Europe/Moscow"
            )
        ])
        try await store.ledger.finish(
            JobRun(
                job: "EQ1",
                nominal: nominal,
                outcome: .succeeded,
                claimedAt: nominal,
                finishedAt: nominal,
                detail: "fresh"
            )
        )
        await store.close()
        let text = try await MayakProcess.run(["jobs", "--store", path])
        #expect(
            text.text == """
                Job ID: EQ1
                Next Run Time: 2024-07-15 13:15:00+03:00
                Trigger: interval[0:05:00]
                Function: SessionMonitor.check(EQ)
                Last Run: 2024-07-15 13:10:00+03:00 succeeded, fresh
                --------------------

                """
        )
        let json = try await MayakProcess.run(["jobs", "--json", "--store", path])
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [[String: Any]])
        #expect(rows.first?["next_run"] as? String == "2024-07-15T13:15:00+03:00")
        #expect((rows.first?["last_run"] as? [String: Any])?["outcome"] as? String == "succeeded")
        let absent = try await MayakProcess.run(["jobs", "--store", "\(directory.path)/none.db"])
        #expect(absent.status == 1)
        #expect(absent.errors.contains("there is no store"))
    }

    @Test("run-job makes no store where the one it was given is not there, and says where it makes the configured one")
    func absentStore() async throws {
        let directory = try TemporaryFolder()
        let path = "\(directory.path)/runtime/none.db"
        let named = try await MayakProcess.run(["run-job", "send_plots", "--store", path])
        #expect(named.status == 1 && named.errors.contains("no store at \(path)"), "\(named.errors)")
        #expect(!FileBytes.exists("\(directory.path)/runtime"))
        let configured = try await MayakProcess.run(["run-job", "send_plots", "--set", "store.path=\(path)"])
        #expect(configured.errors.contains("no store yet, so \(path) is made"), "\(configured.errors)")
        #expect(FileBytes.exists(path))
    }

    @Test("run-job without a scheduler runs the job itself and leaves no command behind")
    func nobody() async throws {
        let directory = try TemporaryFolder()
        let path = try directory.file("mayak.db")
        let store = try store(path)
        let outcome = try await MayakProcess.run(["run-job", "send_plots", "--store", path])
        #expect(outcome.status == 0)
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("send_plots: no slots of"))
        #expect(try await store.commands.claim().isEmpty)
        let unknown = try await MayakProcess.run(["run-job", "send_plot", "--store", path])
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("there is no job send_plot"))
        await store.close()
    }

    @Test(
        "run-job waits for the answer and fails when the run failed",
        arguments: [CommandState.done, .failed, .refused]
    )
    func answered(state: CommandState) async throws {
        let directory = try TemporaryFolder()
        let path = try directory.file("mayak.db")
        let store = try store(path)
        try await store.processes.heartbeat(.scheduler)
        async let outcome = MayakProcess.run(["run-job", "hi2_check", "--store", path])
        // Stands for the scheduler: takes the command and answers it.
        var taken: [CommandRecord] = []
        while taken.isEmpty {
            taken = try await store.commands.claim()
            await Task.yield()
        }
        #expect(taken.map(\.command) == [.job(.run(id: "hi2_check"))])
        try await store.commands.finish(taken[0].id, state, result: "the result")
        let ended = try await outcome
        #expect(ended.status == (state == .done ? 0 : 1))
        #expect((state == .done ? ended.text : ended.errors).contains("the result"))
        await store.close()
    }

    private func store(_ path: String) throws -> StateStore {
        let clock = SystemClock()
        return try StateStore(path: path, clock: clock, log: Log(component: "test", threshold: .critical, clock: clock))
    }
}
