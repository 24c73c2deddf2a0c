import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: forwards, copies, deleting")
struct ForwardingTests {
    private static let group = String(SandboxFixture.group)
    private static let forum = ("chat_id", String(SandboxFixture.forum))
    private static let source = ("from_chat_id", group)

    @Test("a forward names its author, a copy does not; both keep the entities, neither the keyboard")
    func both() async throws {
        let fixture = try SandboxFixture.quiet()
        _ = try await fixture.send("<b>x</b>", [("parse_mode", "HTML"), ("reply_markup", SendingTests.keyboard)])
        let one = [Self.forum, Self.source, ("message_id", "1")]
        let forward = try #require(try await fixture.call("forwardMessage", one)["result"])
        #expect(forward.at("forward_origin", "type") == "user")
        #expect(forward.at("forward_origin", "sender_user", "id") == 7_000_000_001)
        #expect(forward.at("entities", 0, "type") == "bold" && forward["reply_markup"] == nil)
        let copy = try await fixture.call("copyMessage", one + [("reply_markup", SendingTests.keyboard)])
        #expect(copy["result"]?.members?.map(\.name) == ["message_id"])
        let last = try #require(fixture.server.messages("forum")?.last)
        #expect(last.isForwarded == false && last.keyboard != nil && last.formatted?.entities.count == 1)
    }

    @Test("several at once skip what is not there")
    func several() async throws {
        let fixture = try SandboxFixture.quiet()
        for text in ["a", "b", "c"] { _ = try await fixture.send(text) }
        let sent = try await fixture.call("forwardMessages", [Self.forum, Self.source, ("message_ids", "[1,9,3]")])
        #expect(sent["result"]?.array?.count == 2)
        #expect(fixture.server.messages("forum")?.map { $0.formatted?.text } == ["a", "c"])
        let all = [("chat_id", Self.group), ("message_ids", "[\"1\",2,77]")]
        #expect(try await fixture.call("deleteMessages", all)["result"] == true)
        #expect(fixture.server.messages()?.map(\.id) == [3])
    }

    @Test(
        "refusals",
        arguments: [
            ("forwardMessage", [forum, source, ("message_id", "9")], "message to forward not found"),
            ("copyMessage", [forum, source, ("message_id", "9")], "message to copy not found"),
            ("copyMessage", [forum, ("message_id", "1")], "parameter \"from_chat_id\" is required"),
            ("forwardMessage", [forum, ("from_chat_id", "5"), ("message_id", "1")], "chat not found"),
            ("forwardMessages", [forum, source], "message identifiers are not specified"),
            ("forwardMessages", [forum, source, ("message_ids", "1")], "expected an Array of message identifiers"),
            ("copyMessages", [forum, source, ("message_ids", "[0]")], "invalid message identifier specified"),
            ("deleteMessages", [("chat_id", group), ("message_ids", "[x")], "can't parse message_ids JSON object"),
            ("deleteMessages", [("chat_id", group), ("message_ids", "[{}]")], "message identifier must be a Number"),
        ] as [(String, [(String, String)], String)]
    )
    func refusals(method: String, arguments: [(String, String)], words: String) async throws {
        #expect(try await SandboxFixture.quiet().refusal(method, arguments) == "Bad Request: \(words)")
    }

    @Test("a bot deletes its own messages for 48 hours, an administrator every one")
    func deleting() async throws {
        let fixture = try SandboxFixture.quiet()
        let first = [("chat_id", Self.group), ("message_id", "1")]
        _ = try await fixture.send("old")
        fixture.clock.advance(by: .hours(49))
        try await fixture.control("member", ["user": "bot", "standing": "member"])
        let refused = try await fixture.refusal("deleteMessage", first)
        #expect(refused == "Bad Request: message can't be deleted for everyone")
        try await fixture.control("member", ["user": "bot", "standing": "administrator"])
        #expect(try await fixture.call("deleteMessage", first)["result"] == true)
    }
}
