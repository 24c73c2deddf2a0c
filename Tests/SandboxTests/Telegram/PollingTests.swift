import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: polling and presses", .timeLimit(.minutes(5)))
struct PollingTests {
    private func texts(_ reply: JSON) -> [String] {
        (reply["result"]?.array ?? []).compactMap { $0.at("message", "text")?.string }
    }

    @Test("an offset confirms what lies below it")
    func offsets() async throws {
        let fixture = try SandboxFixture { $0.telegram.guardsHotLoops = false }
        for text in ["/a", "/b", "/c"] { try fixture.server.say(text: text) }
        let all = try await fixture.call("getUpdates")
        #expect(texts(all) == ["/a", "/b", "/c"])
        let first = try #require(all.at("result", 0, "update_id")?.int)
        let rest = try await fixture.call("getUpdates", [("offset", String(first + 2))])
        #expect(texts(rest) == ["/c"])
        #expect(texts(try await fixture.call("getUpdates", [("offset", "0")])) == ["/c"])
        #expect(texts(try await fixture.call("getUpdates", [("offset", String(first + 500))])) == ["/c"])
        for text in ["/d", "/e"] { try fixture.server.say(text: text) }
        #expect(texts(try await fixture.call("getUpdates", [("offset", "-1")])) == ["/e"])
        #expect(texts(try await fixture.call("getUpdates", [("limit", "1")])) == ["/e"])
    }

    @Test("privacy mode hides talk in groups, not commands, replies or private messages")
    func privacy() async throws {
        let fixture = try SandboxFixture { $0.telegram.guardsHotLoops = false }
        try fixture.server.set(.member, of: "7000000001", in: "group")
        _ = try await fixture.send("hello")
        var reply = SayOptions()
        reply.replyTo = 1
        try fixture.server.say(text: "just talk")
        try fixture.server.say(text: "/info")
        try fixture.server.say(text: "/info@mayak_sandbox_bot now")
        try fixture.server.say(text: "/info@other_bot")
        try fixture.server.say(text: "an answer", options: reply)
        try fixture.server.say(chat: "private", text: "hi")
        let seen = texts(try await fixture.call("getUpdates"))
        #expect(seen == ["/info", "/info@mayak_sandbox_bot now", "an answer", "hi"])
    }

    @Test("a waiting poll is answered when something is said")
    func longPoll() async throws {
        let fixture = try SandboxFixture()
        async let reply = fixture.call("getUpdates", [("timeout", "30")])
        await fixture.clock.sleepers(1)
        try fixture.server.say(text: "/now")
        #expect(texts(try await reply) == ["/now"])
    }

    @Test("a waiting poll ends empty at its timeout on the sandbox's clock")
    func timeout() async throws {
        let fixture = try SandboxFixture()
        async let reply = fixture.call("getUpdates", [("timeout", "999")])
        await fixture.clock.sleepers(1)
        fixture.clock.advance(by: .seconds(50))
        #expect(try await reply["result"] == [])
    }

    @Test("a second poller ends the first one's wait")
    func twoPollers() async throws {
        let fixture = try SandboxFixture()
        async let first = fixture.call("getUpdates", [("timeout", "30")])
        await fixture.clock.sleepers(1)
        async let second = fixture.call("getUpdates", [("timeout", "30"), ("offset", "1")])
        let conflict = try await first
        #expect(conflict["error_code"] == 409)
        #expect(
            conflict["description"]
                == """
                Conflict: terminated by other getUpdates request; make sure that only one bot instance is running
                """
        )
        try fixture.server.say(text: "/go")
        #expect(texts(try await second) == ["/go"])
    }

    @Test("a webhook excludes polling until it is deleted")
    func webhook() async throws {
        let fixture = try SandboxFixture()
        _ = try await fixture.call("setWebhook", [("url", "https://example.com/hook")])
        let refused = try await fixture.call("getUpdates")
        #expect(refused["error_code"] == 409)
        #expect(try await fixture.call("deleteWebhook")["result"] == true)
        #expect(try await fixture.call("getUpdates")["ok"] == true)
    }

    @Test("a press reaches the bot, is answered once, and only in time")
    func presses() async throws {
        let fixture = try SandboxFixture { $0.telegram.guardsHotLoops = false }
        _ = try await fixture.send("x", [("reply_markup", SendingTests.keyboard)])
        let id = try fixture.server.press(user: "boris", button: "Взять")
        let update = try await fixture.call("getUpdates").at("result", 0)
        #expect(update?.at("callback_query", "id")?.string == id)
        #expect(update?.at("callback_query", "data") == "take")
        #expect(update?.at("callback_query", "from", "id") == 1002)
        #expect(update?.at("callback_query", "message", "message_id") == 1)
        #expect(update?.at("callback_query", "chat_instance")?.string != nil)
        let answer = [("callback_query_id", id), ("text", "Ваше")]
        #expect(try await fixture.call("answerCallbackQuery", answer)["ok"] == true)
        let stale = JSON.string("Bad Request: query is too old and response timeout expired or query ID is invalid")
        #expect(try await fixture.call("answerCallbackQuery", answer)["description"] == stale)
        let late = try fixture.server.press(user: "boris", button: "take")
        fixture.clock.advance(by: .seconds(16))
        #expect(try await fixture.call("answerCallbackQuery", [("callback_query_id", late)])["description"] == stale)
    }

    @Test("a button that is not there cannot be pressed, but forged")
    func forged() async throws {
        let fixture = try SandboxFixture()
        _ = try await fixture.send("x", [("reply_markup", SendingTests.keyboard)])
        #expect(throws: SandboxError.self) { try fixture.server.press(message: 1, button: "Other") }
        #expect(throws: SandboxError.self) { try fixture.server.press(user: "pavel", button: "Взять") }
        try fixture.server.press(message: 1, button: "halt:all", forged: true)
        #expect(try await fixture.call("getUpdates").at("result", 0, "callback_query", "data") == "halt:all")
    }

    @Test("updates are forgotten after a day, presses after 150 s, numbers after a week")
    func retention() async throws {
        let fixture = try SandboxFixture { $0.telegram.guardsHotLoops = false }
        _ = try await fixture.send("x", [("reply_markup", SendingTests.keyboard)])
        try fixture.server.say(text: "/old")
        try fixture.server.press(button: "Взять")
        let before = try #require(try await fixture.call("getUpdates").at("result", 0, "update_id")?.int)
        fixture.clock.advance(by: .seconds(151))
        #expect(try await fixture.call("getUpdates")["result"]?.array?.count == 1)
        fixture.clock.advance(by: .hours(24))
        #expect(try await fixture.call("getUpdates")["result"] == [])
        fixture.clock.advance(by: .hours(24 * 7))
        try fixture.server.say(text: "/new")
        let after = try #require(try await fixture.call("getUpdates").at("result", 0, "update_id")?.int)
        #expect(abs(after - before) > 2)
    }
}
