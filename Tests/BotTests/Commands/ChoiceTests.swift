import Market
import Store
import TestKit
import Testing

@testable import Bot

/// Commands offer buttons where words are missing, and every button is a whole command.
@Suite("Choices instead of words", .timeLimit(.minutes(1)))
struct ChoiceTests {
    private func labels(_ bench: BotBench, _ method: String = "sendMessage") -> String {
        bench.telegram.calls(method).last?.arguments["reply_markup"] ?? ""
    }

    private func press(_ bench: BotBench, _ data: String, _ id: Int64, from user: Int64 = BotBench.operatorID)
        async throws
    {
        bench.clock.advance(by: .seconds(5))
        bench.telegram.push(bench.press(data, id: id, from: user))
        try await bench.settle()
    }

    @Test("/silence leads in three presses to a silence, which the scheduler is asked for")
    func silence() async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("/silence", id: 1))
            try await bench.settle()
            #expect(labels(bench).contains("v1:do:silence:new"))
            try await press(bench, "v1:do:silence:new", 2)
            #expect(labels(bench, "editMessageText").contains("v1:do:silence:FO"))
            try await press(bench, "v1:do:silence:FO", 3)
            #expect(labels(bench, "editMessageText").contains("v1:do:silence:FO:obstats"))
            try await press(bench, "v1:do:silence:FO:obstats", 4)
            #expect(labels(bench, "editMessageText").contains("v1:do:silence:FO:obstats:120"))
            try await press(bench, "v1:do:silence:FO:obstats:120", 5)
            let command = try #require(try await bench.store.commands.claim().first).command
            #expect(
                command
                    == .alert(
                        .silence(rule: nil, market: .futures, endpoint: .obstats, until: .minutes(120), reason: "")
                    )
            )
            // The whole market, and everything after a question.
            try await press(bench, "v1:do:silence:FX:all:session", 6)
            let market = try #require(try await bench.store.commands.claim().first).command
            #expect(
                market == .alert(.silence(rule: nil, market: .currency, endpoint: nil, until: .sessionEnd, reason: ""))
            )
            try await press(bench, "v1:do:silence:all:30", 7)
            #expect(try await bench.store.commands.claim().isEmpty)
            let sent = bench.telegram.calls("sendMessage").compactMap { $0.arguments["reply_markup"] }
            #expect(sent.contains { $0.contains("v1:ok:") })
            // A viewer's press is refused.
            try await press(bench, "v1:do:silence:FO:all:30", 8, from: BotBench.viewer)
            #expect(try await bench.store.commands.claim().isEmpty)
        }
    }

    @Test("/plot offers every feed and other days, /delays markets, /run the jobs")
    func looking() async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("/plot", id: 1))
            try await bench.settle()
            let today = MoscowTime.date(of: bench.clock.now)
            for feed in Feed.all where feed.endpoint.isSlotted {
                #expect(labels(bench).contains("v1:do:plot:\(feed.market):\(feed.endpoint):\(today)"))
            }
            try await press(bench, "v1:do:plot:\(today.adding(days: -1))", 2)
            #expect(labels(bench, "editMessageText").contains("v1:do:plot:FO:obstats:\(today.adding(days: -1))"))
            bench.clock.advance(by: .seconds(5))
            bench.telegram.push(bench.command("/delays", id: 3))
            try await bench.settle()
            #expect(labels(bench).contains("v1:do:delays:EQ"))
            try await press(bench, "v1:do:delays:EQ", 4)
            #expect(bench.telegram.calls("editMessageText").last?.arguments["text"]?.contains("EQ obstats") == true)
            try await bench.store.jobs.savePlan(
                ["EQ1", "hi2_check"].map {
                    JobPlan(id: $0, trigger: "t", function: $0, asksFirst: false, nextRun: nil, zone: "UTC")
                }
            )
            bench.clock.advance(by: .seconds(5))
            bench.telegram.push(bench.command("/run", id: 5))
            try await bench.settle()
            #expect(labels(bench).contains("v1:run:EQ1") && labels(bench).contains("v1:run:hi2_check"))
        }
    }

    @Test("hi2 is not asked for before it can be there", arguments: ["/run hi2_check", "v1:run:hi2_check"])
    func early(_ text: String) async throws {
        try await withBench { bench in
            try await bench.store.jobs.savePlan([
                JobPlan(id: "hi2_check", trigger: "t", function: "f", asksFirst: false, nextRun: nil, zone: "UTC")
            ])
            // On a Saturday there is none.
            for (time, isEarly) in [
                ("2024-07-15 17:21:00", true), ("2024-07-15 18:45:00", false), ("2024-07-20 19:30:00", true),
            ] {
                bench.clock.advance(to: try #require(MoscowTime.instant(time)))
                let id = bench.clock.now.seconds
                bench.telegram.push(
                    text.hasPrefix("v1") ? bench.press(text, id: id) : bench.command(text, id: id)
                )
                try await bench.settle()
                #expect(try await bench.store.commands.claim().isEmpty == isEarly, "\(time)")
            }
            let said =
                bench.telegram.texts + bench.telegram.calls("answerCallbackQuery").compactMap { $0.arguments["text"] }
            #expect(said.contains { $0 == "Рано: данные hi2 после 18:45" }, "\(said)")
            #expect(said.last == "За 20.07 hi2 не публикуется", "\(said)")
        }
    }
}
