import Market
import Store
import TestKit
import Testing

@Suite("Watch of the scheduler", .timeLimit(.minutes(1)))
struct SchedulerWatchTests {
    /// Lets time pass, looking often enough: only who was awake all the time may speak.
    private func wait(_ bench: BotBench, looks: Int = 4) async throws {
        for _ in 0..<looks {
            bench.clock.advance(by: .seconds(40))
            try await bench.settle()
        }
    }

    @Test("says that the scheduler is silent, once, and that it is back")
    func silence() async throws {
        try await withBench { bench in
            try await bench.store.processes.heartbeat(.scheduler)
            // Only who was awake all the time may say so.
            for _ in 0..<4 {
                bench.clock.advance(by: .seconds(40))
                try await bench.settle()
            }
            try await bench.store.processes.heartbeat(.scheduler)
            try await bench.settle()
            #expect(bench.telegram.texts.count == 2)
            #expect(bench.telegram.texts.first?.hasPrefix("🔴 Планировщик молчит с 10:00") == true)
            #expect(bench.telegram.texts.last?.hasPrefix("🟢") == true)
        }
    }

    @Test("a wanted stop is no alarm: one line without a sound where it lasts, nothing at the next start")
    func stopped() async throws {
        try await withBench { bench in
            try await bench.store.processes.heartbeat(.scheduler, .stopped)
            try await bench.settle()
            #expect(bench.telegram.texts.isEmpty, "a restart takes less")
            try await wait(bench, looks: 8)
            #expect(bench.telegram.texts == ["⚪ Планировщик стоит с 10:00 МСК\nПроверок нет"])
            #expect(bench.telegram.calls("sendMessage").first?.arguments["disable_notification"] == "true")
            try await bench.store.processes.heartbeat(.scheduler)
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1, "the scheduler tells its start itself")
            try await wait(bench)
            #expect(bench.telegram.texts.last?.hasPrefix("🔴 Планировщик молчит") == true)
            #expect(bench.telegram.texts.count == 2, "a silence after it is one that nobody wanted")
        }
    }

    @Test("a scheduler that was silent and is then stopped in order takes nothing back")
    func stoppedAfterSilence() async throws {
        try await withBench { bench in
            try await bench.store.processes.heartbeat(.scheduler)
            try await wait(bench)
            try await bench.store.processes.heartbeat(.scheduler, .stopped)
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1)
            try await bench.store.processes.heartbeat(.scheduler)
            try await bench.settle()
            #expect(bench.telegram.texts.last?.hasPrefix("🟢") == true)
        }
    }
}
