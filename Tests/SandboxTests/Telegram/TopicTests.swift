import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: topics of forums")
struct TopicTests {
    private static let forum = ("chat_id", String(SandboxFixture.forum))

    @Test("a topic is made, renamed, closed, reopened and deleted; the bot is told")
    func life() async throws {
        let fixture = try SandboxFixture.quiet()
        let made = try await fixture.call("createForumTopic", [Self.forum, ("name", " FX ")])
        let id = try #require(made.at("result", "message_thread_id")?.int)
        #expect(made.at("result", "name") == "FX" && made.at("result", "icon_color")?.int != nil)
        let topic = [Self.forum, ("message_thread_id", String(id))]
        let sent = try await fixture.call("sendMessage", topic + [("text", "x")])
        #expect(sent.at("result", "message_thread_id")?.int == id && sent.at("result", "is_topic_message") == true)
        #expect(try await fixture.call("editForumTopic", topic + [("name", "FX 2")])["ok"] == true)
        #expect(try await fixture.call("closeForumTopic", topic)["ok"] == true)
        #expect(try await fixture.refusal("sendMessage", topic + [("text", "x")]) == "Bad Request: TOPIC_CLOSED")
        #expect(try await fixture.refusal("closeForumTopic", topic) == "Bad Request: TOPIC_NOT_MODIFIED")
        #expect(try await fixture.call("reopenForumTopic", topic)["ok"] == true)
        let services = try await fixture.updates().flatMap { ($0["message"]?.members ?? []).map(\.name) }
            .filter { $0.hasPrefix("forum_topic") }
        #expect(
            services == ["forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"]
        )
        #expect(try await fixture.call("deleteForumTopic", topic)["ok"] == true)
        #expect(fixture.server.messages("forum")?.isEmpty == true)
        let lost = try await fixture.refusal("sendMessage", topic + [("text", "x")])
        #expect(lost == "Bad Request: message thread not found")
    }

    @Test(
        "refusals",
        arguments: [
            ("createForumTopic", [("chat_id", "-1001234500001"), ("name", "x")], "the chat is not a forum"),
            ("createForumTopic", [forum, ("name", "  ")], "name must be non-empty"),
            ("editForumTopic", [forum, ("message_thread_id", "99"), ("name", "x")], "TOPIC_ID_INVALID"),
            ("editForumTopic", [forum, ("message_thread_id", "3"), ("name", "FO")], "TOPIC_NOT_MODIFIED"),
            ("sendMessage", [forum, ("message_thread_id", "1"), ("text", "x")], "message thread not found"),
        ] as [(String, [(String, String)], String)]
    )
    func refusals(method: String, arguments: [(String, String)], words: String) async throws {
        #expect(try await SandboxFixture.quiet().refusal(method, arguments) == "Bad Request: \(words)")
    }

    @Test(
        "without the right to manage them",
        arguments: [
            ("createForumTopic", "create a topic"), ("editForumTopic", "edit the topic"),
            ("closeForumTopic", "close or open the topic"), ("deleteForumTopic", "delete the topic"),
        ]
    )
    func rights(method: String, deed: String) async throws {
        let fixture = try SandboxFixture.quiet()
        try await fixture.control("member", ["chat": "forum", "user": "bot", "standing": "member"])
        let refused = try await fixture.refusal(method, [Self.forum, ("message_thread_id", "2"), ("name", "x")])
        #expect(refused == "Bad Request: not enough rights to \(deed)")
    }

    @Test("messages without a thread go to the general topic, which can be closed")
    func general() async throws {
        let fixture = try SandboxFixture.quiet()
        let send = [Self.forum, ("text", "x")]
        #expect(try await fixture.call("sendMessage", send).at("result", "is_topic_message") == nil)
        #expect(try await fixture.call("closeGeneralForumTopic", [Self.forum])["ok"] == true)
        #expect(try await fixture.refusal("sendMessage", send) == "Bad Request: TOPIC_CLOSED")
        #expect(try await fixture.call("reopenGeneralForumTopic", [Self.forum])["ok"] == true)
        #expect(try await fixture.call("sendMessage", send)["ok"] == true)
    }

    @Test("names are cut at 128 characters")
    func longName() async throws {
        let name = String(repeating: "ж", count: 200)
        let made = try await SandboxFixture.quiet().call("createForumTopic", [Self.forum, ("name", name)])
        #expect(made.at("result", "name")?.string?.count == 128)
    }
}
