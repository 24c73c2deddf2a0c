import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing

@Suite("Paused jobs", .timeLimit(.minutes(1)))
struct PausedJobTests {
    private func entry(_ action: AuditAction, _ at: Timestamp) -> AuditEntry {
        AuditEntry(at: at, actor: "1001 Анна", action: action, object: "a", result: .done)
    }

    private func times(_ stage: SchedulerStage, _ job: String) -> [String] {
        stage.noted(job).map { String($0.suffix(8)) }
    }

    @Test("what its plan brings is passed over for good, over a restart; other jobs go on, a run by hand too")
    func paused() async throws {
        let clock = ReplayClock(start: moscow("2024-07-15 10:00:01"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let trigger = try every(5, from: moscow("2024-07-15 10:05:00"), through: moscow("2024-07-15 11:00:00"))
        let jobs = [stage.job("a", trigger), stage.job("b", trigger)]
        var scheduler = stage.scheduler(store, standing: jobs)
        func replay(until end: String) async throws {
            let end = moscow(end)
            while clock.now < end {
                try await scheduler.step()
                clock.advance(to: min(end, await scheduler.nextWake ?? end))
            }
        }
        try await replay(until: "2024-07-15 10:06:00")
        let pause = JobPause(job: "a", since: clock.now, who: "1001 Анна", why: "test")
        #expect(try await store.jobs.pause(pause, audit: entry(.jobPause, clock.now)).isNew)
        try await replay(until: "2024-07-15 10:11:00")
        #expect(try await store.jobs.plan().filter(\.isPaused).map(\.id) == ["a"])
        scheduler = stage.scheduler(store, standing: jobs)
        try await replay(until: "2024-07-15 10:16:00")
        #expect(times(stage, "a").count == 1 && times(stage, "b").count == 3)
        let skipped = try await store.jobs.runs(job: "a", limit: 9).filter { $0.outcome == .skippedPaused }
        #expect(skipped.count == 2 && skipped.allSatisfy { $0.detail == "paused by 1001 Анна: test" })
        #expect(try await scheduler.runNow("a").outcome == .succeeded)
        let ended = try await store.jobs.resume("a") { _ in entry(.jobResume, clock.now) }
        #expect(ended == pause)
        try await replay(until: "2024-07-15 10:21:00")
        #expect(times(stage, "a").count == 3 && times(stage, "b").count == 4)
        #expect(try await store.jobs.plan().allSatisfy { !$0.isPaused })
    }
}
