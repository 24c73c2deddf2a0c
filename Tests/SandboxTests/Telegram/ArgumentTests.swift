import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: arguments that cannot be read")
struct ArgumentTests {
    private static let chat = ("chat_id", String(SandboxFixture.group))

    @Test(
        "refuses in the server's words",
        arguments: [
            ("sendMessage", [("text", "x"), ("reply_parameters", "{")], "can't parse reply parameters JSON object"),
            ("sendMessage", [("text", "x"), ("reply_parameters", "[]")], "object expected as reply parameters"),
            ("sendMessage", [("text", "x"), ("link_preview_options", "1")], "object expected as link preview options"),
            ("sendMessage", [("text", "x"), ("reply_markup", "[]")], "object expected as reply markup"),
            (
                "sendMessage", [("text", "x"), ("reply_markup", #"{"inline_keyboard":[1]}"#)],
                "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"
            ),
            (
                "sendMessage", [("text", "x"), ("reply_markup", #"{"inline_keyboard":[[1]]}"#)],
                "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
            ),
            ("sendMessage", [("text", String(repeating: "x", count: 32_769))], "text is too long"),
            ("setMyCommands", [("commands", "{")], "can't parse commands JSON object"),
            ("setMyCommands", [("commands", "{}")], "expected an Array of BotCommand"),
            ("setMyCommands", [("commands", "[1]")], "can't parse BotCommand: expected an Object"),
            (
                "setMyCommands", [("commands", #"[{"command":"a"}]"#)],
                "can't parse BotCommand: Can't find field \"description\""
            ),
            ("sendMediaGroup", [], "parameter \"media\" is required"),
            ("sendMediaGroup", [("media", "{}")], "expected an Array of InputMedia"),
            (
                "sendMediaGroup", [("media", #"[{"type":"photo","media":"attach://a"}]"#)],
                "can't parse InputMedia: media not found"
            ),
            (
                "sendMediaGroup", [("media", #"[{"type":"dance","media":"x"}]"#)],
                "can't parse InputMedia: type \"dance\" is unsupported"
            ),
            ("setMessageReaction", [("message_id", "1"), ("reaction", "{}")], "expected an Array of ReactionType"),
            (
                "setMessageReaction", [("message_id", "1"), ("reaction", #"[{"type":"paid"}]"#)],
                "can't parse ReactionType: invalid reaction type specified"
            ),
            ("sendChatAction", [("action", "dancing")], "wrong parameter action in request"),
            ("editMessageMedia", [("message_id", "1"), ("media", "{")], "can't parse input media JSON object"),
        ] as [(String, [(String, String)], String)]
    )
    func refusals(method: String, arguments: [(String, String)], words: String) async throws {
        let fixture = try SandboxFixture.quiet()
        _ = try await fixture.send("one")
        #expect(try await fixture.refusal(method, [Self.chat] + arguments) == "Bad Request: \(words)")
    }

    @Test("no commands at all delete the list; a hundred is the most")
    func commands() async throws {
        let fixture = try SandboxFixture.quiet()
        func list(_ count: Int) -> String {
            "[" + (0..<count).map { #"{"command":"c\#($0)","description":"x"}"# }.joined(separator: ",") + "]"
        }
        #expect(try await fixture.call("setMyCommands", [("commands", list(100))])["ok"] == true)
        #expect(
            try await fixture.refusal("setMyCommands", [("commands", list(101))])
                == "Bad Request: BOT_COMMANDS_TOO_MUCH"
        )
        #expect(try await fixture.call("setMyCommands")["ok"] == true)
        #expect(try await fixture.call("getMyCommands")["result"] == [])
    }

    @Test("protected messages are neither forwarded nor copied; only the first hundred entities count")
    func protected() async throws {
        let fixture = try SandboxFixture.quiet()
        let sent = try await fixture.send("x", [("protect_content", "true")])
        #expect(sent.at("result", "has_protected_content") == true)
        let one = [Self.chat, ("from_chat_id", String(SandboxFixture.group)), ("message_id", "1")]
        #expect(try await fixture.refusal("forwardMessage", one) == "Bad Request: message can't be forwarded")
        #expect(try await fixture.refusal("copyMessage", one) == "Bad Request: message can't be copied")
        let many = String(repeating: "<b>x</b> ", count: 120)
        let entities = try await fixture.send(many, [("parse_mode", "HTML")]).at("result", "entities")
        #expect(entities?.array?.count == 100)
    }

    @Test("a group that becomes a supergroup says so in both")
    func migration() async throws {
        let fixture = try SandboxFixture.quiet { $0.groupChatID = -4_500 }
        fixture.fault(.migrate, .chat("group"))
        let messages = try await fixture.updates().compactMap { $0["message"] }
        let new = try #require(messages.first?["migrate_to_chat_id"]?.int)
        #expect(messages.last?["migrate_from_chat_id"] == -4_500)
        #expect(messages.last?.at("chat", "id")?.int == new && messages.last?.at("chat", "type") == "supergroup")
    }
}
