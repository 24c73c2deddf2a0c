import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// An edit of the calendar reaches a scheduler that runs, from the terminal and from the chat.
    @Suite("Calendar edits", .timeLimit(.minutes(10)))
    struct CalendarEditTests {
        @Test("set and undo on the terminal print what they did to the day's jobs")
        func terminal() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let scheduler = try rig.start(.scheduler)
            try await scheduler.says("Jobs planned", within: .seconds(60))
            let store = try rig.store()
            #expect(try await plans("FX1", store, of: rig))
            let clock = SystemClock()
            let asked = clock.now
            let outcome = try await rig.run(["calendar", "set", "2024-07-15", "--market", "FX", "--kind", "closed"])
            print("calendar set: answered after \(asked.duration(to: clock.now))")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.text.contains("Jobs removed: FX1"))
            #expect(try await plans("FX1", store, of: rig, isPlanned: false))
            let undone = try await rig.run(["calendar", "undo", "1"])
            #expect(undone.status == 0, "\(undone.errors)")
            #expect(undone.text.contains("Jobs added: FX1"))
            #expect(try await plans("FX1", store, of: rig))
            await store.close()
        }

        @Test("the buttons of /calendar do the same, and the message shows the impact")
        func chat() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let (scheduler, bot) = (try rig.start(.scheduler), try rig.start(.bot))
            try await scheduler.says("Jobs planned", within: .seconds(60))
            try await bot.says("Bot signed in", within: .seconds(60))
            try await rig.say("/calendar")
            for button in ["[15·]", "EQ", "торгов нет", "✅ Изменить"] {
                try #require(
                    try await eventually(within: .seconds(60)) {
                        try await rig.messages().contains { $0.buttons.contains(button) }
                    },
                    "no button \(button)"
                )
                try await rig.press(button)
            }
            let clock = SystemClock()
            let pressed = clock.now
            #expect(
                try await eventually(within: .seconds(60)) {
                    try await rig.messages().contains { $0.words.contains("EQ1, EQ2") }
                }
            )
            print("chat edit: impact shown after \(pressed.duration(to: clock.now))")
            let store = try rig.store()
            #expect(try await plans("EQ1", store, of: rig, isPlanned: false))
            await store.close()
        }

        /// Whether the scheduler comes to plan the job, or to drop it.
        ///
        /// - Parameter rig: whose processes must live until the answer is there.
        private func plans(
            _ job: String,
            _ store: StateStore,
            of rig: Rig,
            isPlanned: Bool = true
        ) async throws -> Bool {
            try await eventually(within: .seconds(60)) {
                try await store.jobs.plan().contains { $0.id == job } == isPlanned
            }
        }
    }
}
