import Market
import Scheduling
import Platform
import Store
import TestKit
import Testing

/// A command at which processes die: here a process "dies" by being left alone in the middle of its command.
@Suite("Commands that kill the scheduler", .timeLimit(.minutes(5)))
struct CommandCrashTests {
    @Test("are carried out twice, then given up and said, and the day is planned every time")
    func givenUp() async throws {
        let stage = try SchedulerStage(clock: JumpingClock(moscow("2024-07-15 10:00:00")))
        let store = try stage.openStore()
        let id = try await store.commands.post(.alert(.recheck(alert: 1)), author: "Вера (9)", channel: .telegram)
        let tries = Lock(0)
        for start in 1...4 {
            let scheduler = stage.scheduler(
                store,
                wanted: { _, _ in [stage.job("EQ1", .once(moscow("2024-07-15 23:00:00")))] },
                // Begins, and never finishes in the store, as a process that died.
                commands: { record in if record.id == id { tries.withLock { $0 += 1 } } }
            )
            try await scheduler.step()
            #expect(tries.withLock { $0 } == min(start, 2))
            #expect(await scheduler.plans.contains { $0.id == "EQ1" })
            let record = try #require(try await store.commands.command(id))
            #expect(record.state == (start < 3 ? .claimed : .failed))
            if start >= 3 { #expect(record.result?.contains("ended twice") == true) }
        }
        #expect(try await store.audit.latest(limit: 5).map(\.action) == ["work.give_up"])
        #expect(try await store.commands.interrupted().isEmpty)
    }

    @Test("do not count against those behind them")
    func behind() async throws {
        let stage = try SchedulerStage(clock: JumpingClock(moscow("2024-07-15 10:00:00")))
        let store = try stage.openStore()
        for alert in 1...3 {
            _ = try await store.commands.post(.alert(.acknowledge(alert: Int64(alert))), author: "A", channel: .cli)
        }
        // The first start dies at the first command: only that one is taken.
        #expect(try await store.commands.claim(limit: 1).count == 1)
        let seen = Lock<[Int64]>([])
        let scheduler = stage.scheduler(
            store,
            commands: { record in
                seen.withLock { $0.append(record.id) }
                // Nothing is done about what this throws: the state is looked at below.
                try? await store.commands.finish(record.id, .done, result: "")
            }
        )
        try await scheduler.step()
        #expect(seen.withLock { $0 } == [1, 2, 3])
        #expect(try await store.commands.command(2)?.attempts == 1)
        #expect(try await store.commands.interrupted().isEmpty)
    }
}
