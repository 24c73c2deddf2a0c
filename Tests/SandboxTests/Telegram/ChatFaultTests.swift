import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: people and chats that refuse")
struct ChatFaultTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let kind: Fault.Kind
        let chat: String
        let words: String
        /// What the fault's end gives back.
        var recovers = true
        var testDescription: String { kind.rawValue }
    }

    static let refusals = [
        Refusal(kind: .kicked, chat: "group", words: "Forbidden: bot was kicked from the supergroup chat"),
        Refusal(kind: .kicked, chat: "private:anna", words: "Forbidden: bot was blocked by the user"),
        Refusal(kind: .deactivated, chat: "private:anna", words: "Forbidden: user is deactivated"),
        Refusal(
            kind: .restricted,
            chat: "group",
            words: "Bad Request: not enough rights to send text messages to the chat"
        ),
        Refusal(kind: .groupDeleted, chat: "old", words: "Forbidden: the group chat was deleted"),
        Refusal(
            kind: .migrate,
            chat: "old",
            words: "Bad Request: group chat was upgraded to a supergroup chat",
            recovers: false
        ),
    ]

    @Test("a chat fault refuses in the server's words and ends with its window", arguments: refusals)
    func chatFaults(refusal: Refusal) async throws {
        let fixture = try SandboxFixture.quiet()
        try await fixture.control("chat", ["name": "old", "kind": "group", "title": "Old", "members": ["anna"]])
        try fixture.server.say(chat: "private", user: "anna", text: "/start")
        let place = await fixture.get("/sandbox/chat/\(refusal.chat)").body
        let id = try #require(try JSON.parse(place).at("chat", "id")?.int)
        let send = [("chat_id", String(id)), ("text", "x")]
        #expect(try await fixture.call("sendMessage", send)["ok"] == true)
        let now = fixture.clock.now
        _ = fixture.server.setFault(
            ScheduledFault(Fault(refusal.kind, .chat(refusal.chat)), from: now, until: now + .seconds(60))
        )
        #expect(try await fixture.refusal("sendMessage", send) == refusal.words)
        fixture.clock.advance(by: .seconds(61))
        #expect((try await fixture.call("sendMessage", send)["ok"] == true) == refusal.recovers)
    }

    @Test("topics are closed, reopened and deleted by faults")
    func topics() async throws {
        let fixture = try SandboxFixture.quiet()
        let send = [("chat_id", String(SandboxFixture.forum)), ("message_thread_id", "3"), ("text", "x")]
        let now = fixture.clock.now
        var fault = Fault(.topicClosed, .chat("forum"))
        fault.thread = 3
        _ = fixture.server.setFault(ScheduledFault(fault, from: now, until: now + .seconds(60)))
        #expect(try await fixture.refusal("sendMessage", send) == "Bad Request: TOPIC_CLOSED")
        fixture.clock.advance(by: .seconds(61))
        #expect(try await fixture.call("sendMessage", send)["ok"] == true)
        fixture.fault(.topicDeleted, .chat("forum")) { $0.thread = 3 }
        #expect(try await fixture.refusal("sendMessage", send) == "Bad Request: message thread not found")
    }

    @Test("blocking and unblocking reach the bot as my_chat_member")
    func blocking() async throws {
        let fixture = try SandboxFixture.quiet()
        try await fixture.control("block", ["user": "boris", "blocked": true])
        try await fixture.control("block", ["user": "boris", "blocked": false])
        let changes = try await fixture.updates().compactMap { $0["my_chat_member"] }
        #expect(changes.map { $0.at("new_chat_member", "status") } == ["kicked", "member"])
        #expect(changes.map { $0.at("chat", "id") } == [1002, 1002])
    }

    @Test("a channel takes posts of administrators; its posts have no author")
    func channel() async throws {
        let fixture = try SandboxFixture.quiet()
        let made = try await fixture.control(
            "chat",
            ["name": "news", "kind": "channel", "title": "Новости", "members": ["anna", "boris"]]
        )
        let id = try #require(made["id"]?.int)
        try fixture.server.say(chat: "news", user: "anna", text: "пост")
        #expect(throws: SandboxError.self) { try fixture.server.say(chat: "news", user: "boris", text: "x") }
        let post = try #require(try await fixture.updates().first?["channel_post"])
        #expect(post["from"] == nil && post.at("sender_chat", "id")?.int == id)
        let send = [("chat_id", String(id)), ("text", "x")]
        #expect(try await fixture.call("sendMessage", send).at("result", "chat", "type") == "channel")
        try await fixture.control("member", ["chat": "news", "user": "bot", "standing": "member"])
        let refused = try await fixture.refusal("sendMessage", send)
        #expect(refused == "Bad Request: need administrator rights in the channel chat")
    }
}
