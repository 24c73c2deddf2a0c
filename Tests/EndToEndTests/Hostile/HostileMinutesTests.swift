import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// Ten minutes of the sandbox's clock in which everybody tries to hurt the product.
    @Suite("Hostile minutes", .timeLimit(.minutes(10)))
    struct HostileMinutesTests {
        @Test(
            "every command and button with hostile arguments by every role leaves both processes alive and nothing claimed"
        )
        func everything() async throws {
            let rig = try await Rig(Rig.World(time: "10:20", speed: 60))
            var crowd = try await HostileCrowd(rig, seed: 1)
            // Something to press: a feed that is silent, and the other that is late.
            for target in ["FO obstats", "EQ tradestats"] {
                try await rig.post("fault", ["kind": .text("stuck"), "target": .text(target)])
            }
            let (scheduler, bot) = (
                try rig.start(.scheduler), try rig.start(.bot, environment: ["MAYAK_GROUP_ROLES": "off"])
            )
            try await scheduler.says("Jobs planned", within: .seconds(60))
            try await bot.says("Bot signed in", within: .seconds(60))
            let store = try rig.store()
            let start = try await rig.now()
            var now = start
            var round = 0
            repeat {
                try await crowd.sayCommands(round: round)
                try await settle(rig, store)
                try await crowd.pressButtons()
                round += 1
                now = try await rig.now()
            } while round < HostileCrowd.rounds || now < start + .minutes(10)
            try await settle(rig, store)
            let isQuiet = try await eventually(within: .seconds(60)) {
                let (queued, claimed) = (try await store.commands.queuedCount(), try await store.commands.interrupted())
                return queued == 0 && claimed.isEmpty
            }
            let claimed = try await store.commands.interrupted()
            #expect(isQuiet, "\(claimed)")
            #expect(scheduler.isRunning && bot.isRunning)
            for (name, log) in [("bot", bot.log), ("scheduler", scheduler.log)] {
                let faults = log.split(separator: "\n").filter {
                    $0.contains("Fatal error") || $0.contains("Request failed")
                }
                #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
            }
            await store.close()
            #expect(try await rig.run(["db", "check"]).status == 0)
            #expect(crowd.pressed > 100 && crowd.forged > 100)
            print(
                "hostile minutes: \(round) rounds, \(crowd.said) commands, \(crowd.pressed) presses, \(crowd.forged) forged, "
                    + "\(start.duration(to: now).wholeSeconds / 60) minutes of the sandbox's clock"
            )
        }

        /// Waits until the bot has taken every update and sent what it may.
        private func settle(_ rig: Rig, _ store: StateStore) async throws {
            #expect(
                try await eventually(within: .seconds(120)) {
                    let waiting = try await rig.pendingUpdates()
                    // Menus that nobody touches wait an hour before they fade.
                    let now = try await rig.now()
                    let due = try await store.outbox.messages(.queued, limit: 200).filter { message in
                        message.draft.notBefore.map { $0 <= now } ?? true
                    }
                    let sending = try await store.outbox.depth().sending
                    return waiting == 0 && due.count + sending < 20
                },
                "the bot no longer takes updates"
            )
        }
    }
}
