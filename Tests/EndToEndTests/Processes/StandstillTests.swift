import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// Both processes stand still for longer than silence takes, as on a machine that slept (SIGSTOP, SIGCONT).
    @Suite("Standing still", .timeLimit(.minutes(10)))
    struct StandstillTests {
        @Test("nobody calls the other silent after that", arguments: Rig.Role.allCases)
        func wakes(first: Rig.Role) async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let bot = try rig.start(.bot)
            let scheduler = try rig.start(.scheduler)
            try await bot.says("Bot signed in", within: .seconds(60))
            try await scheduler.says("Jobs planned", within: .seconds(60))
            let store = try rig.store()
            #expect(
                try await eventually(within: .seconds(60)) {
                    try await Set(store.processes.heartbeats().map(\.process)).isSuperset(of: [
                        .bot, .scheduler, .botProcess,
                    ])
                }
            )
            for process in [bot, scheduler] { process.signal(SIGSTOP) }
            // The time passes on the clock that both follow.
            try await rig.post("clock", ["jump": .text("+10m")])
            try await SystemClock().sleep(for: .seconds(2))
            // The one that wakes first finds the other's sign of life ten minutes old.
            let (one, other) = first == .bot ? (bot, scheduler) : (scheduler, bot)
            one.signal(SIGCONT)
            try await SystemClock().sleep(for: .seconds(4))
            other.signal(SIGCONT)
            try await SystemClock().sleep(for: .seconds(6))
            let open = try await store.alerts.open().map(\.key)
            #expect(!open.contains(AlertKey(.botSilent)))
            let said = try await rig.messages().map(\.words)
            #expect(!said.contains { $0.contains("молчит") || $0.contains("не слышит") }, "\(said)")
            await store.close()
        }
    }
}
