import Market
import Store
import TestKit
import Testing

@testable import Bot

/// A group that became a supergroup: its old messages still have buttons, and people press them.
@Suite("Buttons of the old group", .timeLimit(.minutes(1)))
struct MigratedGroupTests {
    private static let old: Int64 = -4_500
    private static let new: Int64 = -1_003_000_004_500

    private func withMoved(_ body: (BotBench) async throws -> Void) async throws {
        try await withBench(tune: { $0.group = Self.old }) { bench in
            let moved = """
                {"update_id":1,"message":{"message_id":900,"date":\(bench.clock.now.seconds),\
                "chat":{"id":\(Self.old),"type":"group"},"migrate_to_chat_id":\(Self.new)}}
                """
            bench.telegram.push(moved)
            try await bench.settle()
            try await body(bench)
        }
    }

    @Test("roles hold there, the press counts as none without rights, and the answer goes to the new group")
    func roles() async throws {
        try await withMoved { bench in
            let alert = try await bench.raise(AlertKey(.staleness, market: .futures, endpoint: .obstats))
            bench.telegram.push(
                bench.press("v1:inc:\(alert.id):take", id: 2, chat: Self.old),
                bench.press("v1:inc:\(alert.id):info", id: 3, from: BotBench.viewer, chat: Self.old)
            )
            try await bench.settle()
            #expect(try await bench.store.commands.claim().map(\.command) == [.alert(.acknowledge(alert: alert.id))])
            for person in [BotBench.operatorID, BotBench.viewer] {
                for kind in RefusalKind.allCases {
                    #expect(try await bench.store.people.refusedAttempts(of: person, kind) == nil)
                }
            }
            let posts = bench.telegram.calls("sendMessage")
            #expect(!posts.isEmpty && posts.allSatisfy { $0.arguments["chat_id"] == "\(Self.new)" })
            // Message 100 of the new group is another one: nothing may point at it or change it.
            #expect(posts.allSatisfy { $0.arguments["reply_parameters"] == nil })
            #expect(bench.telegram.calls("editMessageText").isEmpty)
        }
    }

    @Test("a question asked in the old group is answered from its message, and a menu is drawn anew below")
    func sessions() async throws {
        try await withBench(tune: { $0.group = Self.old }) { bench in
            bench.telegram.push(bench.command("/silence 60", id: 1, chat: Self.old))
            try await bench.settle()
            let question = try #require(bench.telegram.calls("sendMessage").last)
            let pattern = /v1:ok:[0-9a-f]{16}:y/
            let yes = try #require(question.arguments["reply_markup"]?.firstMatch(of: pattern)).output
            let moved = """
                {"update_id":2,"message":{"message_id":900,"date":\(bench.clock.now.seconds),\
                "chat":{"id":\(Self.old),"type":"group"},"migrate_to_chat_id":\(Self.new)}}
                """
            bench.telegram.push(moved)
            try await bench.settle()
            bench.telegram.push(
                bench.press(String(yes), id: 3, chat: Self.old),
                bench.press("v1:set:root", id: 4, from: BotBench.admin, chat: Self.old)
            )
            try await bench.settle()
            bench.clock.advance(by: .seconds(5))
            try await bench.settle()
            #expect(try await bench.store.commands.claim().count == 1)
            #expect(bench.telegram.calls("editMessageText").isEmpty)
            let posts = bench.telegram.calls("sendMessage").dropFirst()
            #expect(posts.count >= 2 && posts.allSatisfy { $0.arguments["chat_id"] == "\(Self.new)" })
            // What was planned for the old message does not touch the new group's message of that number.
            bench.clock.advance(by: .hours(1))
            try await bench.settle()
            let old = try #require(bench.telegram.calls("sendMessage").first)
            #expect(old.arguments["chat_id"] == "\(Self.old)")
            let edited = bench.telegram.calls("editMessageText").compactMap { $0.arguments["message_id"] }
            #expect(!edited.contains("101"))
        }
    }

    @Test("a setting chosen under the old message is the new group's")
    func settings() async throws {
        try await withMoved { bench in
            bench.telegram.push(
                bench.press("v1:set:h:23-7", id: 2, from: BotBench.admin, chat: Self.old),
                bench.press("v1:lang:en", id: 3, chat: Self.old)
            )
            try await bench.settle()
            #expect(try await bench.store.settings.value("chat.\(Self.new).quiet") == "23:00-07:00 silent")
            #expect(try await bench.store.settings.value("telegram.language.\(Self.new)") == "en")
        }
    }
}
