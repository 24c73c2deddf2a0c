import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Forum topics", .timeLimit(.minutes(1)))
struct TopicTests {
    /// The forum's topics are 2 ("EQ и FX") and 3 ("FO").
    private func withForum(
        tune: (inout BotOptions) -> Void = { _ in },
        _ body: (ChatBench) async throws -> Void
    ) async throws {
        try await withChatBench(
            tune: { options in
                options.group = ChatBench.forum
                tune(&options)
            },
            body
        )
    }

    private func message(_ market: String, _ name: String) -> OutboxDraft {
        // Nothing is stored to be drawn, so that it leaves as a sentence that says so.
        let market = AlgoPackSegment(market) ?? .equities
        let content = MessageContent.delayPlots(
            market: market,
            date: CivilDate(dayNumber: 19_920),
            endpoints: [.obstats]
        )
        return OutboxDraft(dedupeKey: name, content: content, priority: .warning)
    }

    /// The thread of each message of the bot.
    private func threads(_ bench: ChatBench) -> [Int?] {
        (bench.sandbox.messages("forum") ?? []).filter { $0.from == 7_000_000_001 && $0.formatted != nil }.map(\.thread)
    }

    @Test("each market writes to its topic, the rest to the general one")
    func routing() async throws {
        try await withForum(tune: { $0.topics = BotOptions.topics("EQ=2,FO=3") ?? [:] }) { bench in
            try await bench.enqueue(message("FO", "1"), message("EQ", "2"), message("FX", "3"))
            try await bench.pass(.seconds(10))
            #expect(threads(bench) == [3, 2, nil])
        }
    }

    @Test("an existing topic is picked by sending /settings in it")
    func pick() async throws {
        try await withForum { bench in
            try await bench.say("/settings", chat: "forum", thread: 3)
            try await bench.pass(.seconds(3))
            try await bench.press("🗂 Темы", chat: "forum")
            try await bench.pass(.seconds(3))
            try await bench.press("FO сюда", chat: "forum")
            try await bench.pass(.seconds(3))
            #expect(bench.texts("forum").last?.contains("FO: тема 3") == true)
            try await bench.enqueue(message("FO", "1"))
            try await bench.pass(.seconds(3))
            #expect(threads(bench).last == 3)
        }
    }

    @Test("a new topic is made where the bot may; where it may not, it says what to do")
    func create() async throws {
        try await withForum { bench in
            try await bench.say("/settings", chat: "forum")
            try await bench.pass(.seconds(3))
            try await bench.press("🗂 Темы", chat: "forum")
            bench.door.refuse("createForumTopic", 400, "Bad Request: not enough rights to create a topic")
            try await bench.pass(.seconds(3))
            try await bench.press("EQ: новая", chat: "forum")
            try await bench.pass(.seconds(3))
            #expect(bench.texts("forum").last?.contains("Дайте боту право") == true)
            try await bench.press("EQ: новая", chat: "forum")
            try await bench.pass(.seconds(3))
            try await bench.enqueue(message("EQ", "1"))
            try await bench.pass(.seconds(3))
            let topic = try #require(threads(bench).last ?? nil)
            #expect(
                try await bench.store.settings.value(SettingName.topic(ChatBench.forum, .equities)) == "\(topic)"
            )
        }
    }

    @Test("a topic that is gone falls back to the general one, says so once, and is not tried again")
    func gone() async throws {
        try await withForum(tune: { $0.topics = [.futures: 77] }) { bench in
            try await bench.enqueue(message("FO", "1"))
            try await bench.pass(.seconds(3))
            try await bench.enqueue(message("FO", "2"))
            try await bench.pass(.seconds(3))
            #expect(threads(bench) == [nil, nil, nil])
            #expect(bench.texts("forum").filter { $0.contains("🗂 FO: темы 77 больше нет") }.count == 1)
            #expect(bench.door.calls.count { $0.hasPrefix("send") } == 4)
        }
    }

    @Test(
        "pairs of markets and topics",
        arguments: [("EQ=2,FX=2", 2), ("EQ", nil), ("EQ=0", nil), ("", nil), ("XX=1", nil)] as [(String, Int?)]
    )
    func pairs(_ text: String, _ count: Int?) {
        #expect(BotOptions.topics(text)?.count == count)
    }
}
