import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// How bot and scheduler end, as real processes: what supervisord and a person at a terminal rely on.
    @Suite("Stopping", .timeLimit(.minutes(10)))
    struct StopTests {
        @Test("a scheduler lets a running job finish, then exits 0")
        func finishes() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let (scheduler, store, asking) = try await startSlowJob(rig, seconds: 2)
            let took = try await stop(scheduler, expecting: 0)
            #expect(took < .seconds(60))
            #expect(try await store.jobs.runs(job: "EQ1", limit: 1).first?.outcome == .succeeded)
            #expect(try await asking.end(within: .seconds(60)) == 0)
            await store.close()
        }

        @Test("a scheduler ends a job that would take too long, says so in the ledger, and exits 0 within 8 s")
        func interrupts() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let (scheduler, store, _) = try await startSlowJob(rig, seconds: 25)
            let took = try await stop(scheduler, expecting: 0)
            print("scheduler with a running job: gone \(took) after SIGTERM")
            // 8 s on a machine that has time for it; the job would take 25 s.
            #expect(took > .seconds(5) && took < .seconds(20))
            #expect(try await store.jobs.runs(job: "EQ1", limit: 1).first?.outcome == .interrupted)
            await store.close()
        }

        @Test("a second signal ends a scheduler at once")
        func twice() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let (scheduler, store, _) = try await startSlowJob(rig, seconds: 25)
            scheduler.signal(SIGTERM)
            try await scheduler.says("event=Stopping", within: .seconds(60))
            let took = try await stop(scheduler, expecting: 1)
            print("scheduler after a second signal: gone within \(took)")
            await store.close()
        }

        @Test("a bot leaves its long poll and exits 0 within 6 s")
        func bot() async throws {
            let rig = try await Rig()
            let bot = try rig.start(.bot)
            try await bot.says("Bot signed in", within: .seconds(60))
            // The poll that follows stays open for 50 s; it has begun when Telegram holds no update back any more.
            try await rig.say("/info")
            #expect(
                try await eventually(within: .seconds(60)) { try await rig.messages().count { $0.from.isBot } == 1 }
            )
            let took = try await stop(bot, expecting: 0)
            print("bot in a long poll: gone \(took) after SIGTERM")
            #expect(took < .seconds(40))
        }

        @Test(
            "a second bot or scheduler on the same store says so and leaves the first alone",
            arguments: Rig.Role.allCases
        )
        func onlyOne(role: Rig.Role) async throws {
            let rig = try await Rig()
            let first = try rig.start(role)
            try await first.says("started\"", within: .seconds(60))
            let second = try await rig.run([role.rawValue])
            #expect(second.status == 1)
            #expect(
                second.errors.contains("another mayak \(role.rawValue) runs on \(rig.storePath)"),
                "\(second.errors)"
            )
            #expect(first.isRunning)
            _ = try await stop(first, expecting: 0)
        }

        /// A scheduler whose EQ1 waits for an exchange that takes its time, and the `run-job` that asked for it.
        private func startSlowJob(
            _ rig: Rig,
            seconds: Int
        ) async throws -> (scheduler: RunningMayak, store: StateStore, asking: RunningMayak) {
            let scheduler = try rig.start(.scheduler)
            try await scheduler.says("Jobs planned", within: .seconds(60))
            let store = try rig.store()
            #expect(
                try await eventually(within: .seconds(60)) { try await store.jobs.plan().contains { $0.id == "EQ1" } }
            )
            try await rig.post(
                "fault",
                [
                    "kind": .text("slow"), "target": .text("EQ tradestats"), "seconds": .number(Double(seconds)),
                    "times": .number(1),
                ]
            )
            let asking = try rig.start("run-job", "EQ1")
            #expect(
                try await eventually(within: .seconds(60)) {
                    try await store.jobs.runs(job: "EQ1", limit: 1).first?.outcome == .running
                }
            )
            return (scheduler, store, asking)
        }

        private func stop(_ process: RunningMayak, expecting status: Int32) async throws -> Duration {
            let clock = SystemClock()
            let asked = clock.now
            process.signal(SIGTERM)
            #expect(try await process.end(within: .seconds(90)) == status, "\(process.log.suffix(1_000))")
            return asked.duration(to: clock.now)
        }
    }
}
