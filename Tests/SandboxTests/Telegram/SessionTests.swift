import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: webhooks, conflicts, close and logOut", .timeLimit(.minutes(1)))
struct SessionTests {
    private static let hook = [("url", "https://example.com/hook")]

    @Test("setWebhook ends the waiting poll; a repetition within a second is too many")
    func webhookEndsPoll() async throws {
        let fixture = try SandboxFixture.quiet()
        async let poll = fixture.call("getUpdates", [("timeout", "30")])
        await fixture.clock.sleepers(1)
        #expect(try await fixture.call("setWebhook", Self.hook)["description"] == "Webhook was set")
        #expect(try await poll["description"] == "Conflict: terminated by setWebhook request")
        let again = try await fixture.call("setWebhook", Self.hook)
        #expect(again["error_code"] == 429 && again.at("parameters", "retry_after") == 1)
        fixture.clock.advance(by: .seconds(1))
        #expect(try await fixture.call("setWebhook", Self.hook)["description"] == "Webhook is already set")
        try fixture.server.say(text: "/kept")
        #expect(try await fixture.call("getWebhookInfo").at("result", "pending_update_count") == 1)
        #expect(try await fixture.call("deleteWebhook")["description"] == "Webhook was deleted")
        #expect(try await fixture.call("deleteWebhook")["description"] == "Webhook is already deleted")
        #expect(try await fixture.updates().count == 1)
        _ = try await fixture.call("deleteWebhook", [("drop_pending_updates", "true")])
        #expect(try await fixture.updates().isEmpty)
    }

    @Test("the second 409 within three seconds is held back for three")
    func heldBack() async throws {
        let fixture = try SandboxFixture.quiet()
        _ = try await fixture.call("setWebhook", Self.hook)
        #expect(try await fixture.call("getUpdates")["error_code"] == 409)
        async let second = fixture.call("getUpdates")
        await fixture.clock.sleepers(1)
        fixture.clock.advance(by: .seconds(3))
        #expect(try await second["error_code"] == 409)
        // Out of the three seconds the next one comes at once.
        #expect(try await fixture.call("getUpdates")["error_code"] == 409)
    }

    @Test("only a poll that has to wait ends another one's wait")
    func readyPoll() async throws {
        let fixture = try SandboxFixture.quiet()
        async let waiting = fixture.call("getUpdates", [("timeout", "30"), ("offset", "5")])
        await fixture.clock.sleepers(1)
        #expect(try await fixture.call("getUpdates")["ok"] == true)
        try fixture.server.say(text: "/go")
        #expect(try await waiting.at("result", 0, "message", "text") == "/go")
    }

    @Test("close needs ten minutes of life, logOut shuts the door for ten")
    func closing() async throws {
        let fixture = try SandboxFixture.quiet()
        #expect(try await fixture.refusal("close") == "Bad Request: the bot has already been closed")
        _ = try await fixture.call("getMe")
        fixture.clock.advance(by: .seconds(60))
        #expect(try await fixture.refusal("close") == "Too Many Requests: retry after 540")
        fixture.clock.advance(by: .seconds(540))
        #expect(try await fixture.call("close")["result"] == true)
        #expect(try await fixture.refusal("close") == "Bad Request: the bot has already been closed")
        #expect(try await fixture.call("getMe")["ok"] == true)
        try fixture.server.say(text: "/lost")
        #expect(try await fixture.call("logOut")["result"] == true)
        let refused = try await fixture.call("getUpdates")
        #expect(refused["error_code"] == 400 && refused["description"] == "Logged out")
        fixture.clock.advance(by: .seconds(600))
        #expect(try await fixture.updates().isEmpty)
    }

    @Test(
        "allowed_updates: sticky, empty means the default, broken changes nothing",
        arguments: [
            ("[\"message\"]", ["message"]), ("[]", ["callback_query", "message"]),
            ("[\"nonsense\"]", ["callback_query", "message"]),
            ("[\"MESSAGE\",\"message_reaction\"]", ["message", "message_reaction"]), ("nonsense", ["callback_query"]),
            ("[1]", ["callback_query"]),
        ]
    )
    func allowedUpdates(value: String, kinds: [String]) async throws {
        let fixture = try SandboxFixture.quiet()
        _ = try await fixture.updates([("allowed_updates", "[\"callback_query\"]")])
        _ = try await fixture.updates([("allowed_updates", value)])
        _ = try await fixture.send("x", [("reply_markup", SendingTests.keyboard)])
        try fixture.server.say(text: "/a")
        try fixture.server.press(button: "take")
        try await fixture.control("react", ["message_id": 1, "emoji": "👍"])
        let found = try await fixture.updates().flatMap { ($0.members ?? []).map(\.name) }
        #expect(found.filter { $0 != "update_id" }.sorted() == kinds)
    }

    @Test("an answer is cut near 4 MiB, a queue at 100 000 updates")
    func largeQueues() async throws {
        let fixture = try SandboxFixture.quiet()
        let long = String(repeating: "ж", count: 30_000)
        for _ in 0..<80 {
            try await fixture.control("update", ["kind": "message", "value": ["text": .string(long)]])
        }
        let first = try await fixture.updates()
        #expect(first.count == 69)
        let last = try #require(first.last?["update_id"]?.int)
        #expect(try await fixture.updates([("offset", String(last + 1))]).count == 11)
    }
}
