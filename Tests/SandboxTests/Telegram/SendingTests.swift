import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: sending and editing")
struct SendingTests {
    static let keyboard = #"{"inline_keyboard":[[{"text":"Взять","callback_data":"take"}]]}"#

    @Test("a sent message comes back whole")
    func send() async throws {
        let fixture = try SandboxFixture()
        let reply = try await fixture.send(
            "<b>EQ</b> /plot",
            [("parse_mode", "html"), ("reply_markup", Self.keyboard)]
        )
        #expect(reply["ok"] == true)
        #expect(reply.at("result", "text") == "EQ /plot")
        #expect(reply.at("result", "message_id") == 1)
        #expect(reply.at("result", "from", "is_bot") == true)
        #expect(reply.at("result", "date")?.int == fixture.clock.now.seconds)
        #expect(reply.at("result", "chat", "type") == "supergroup")
        #expect(reply.at("result", "entities", 0, "type") == "bold")
        #expect(reply.at("result", "entities", 1, "type") == "bot_command")
        #expect(reply.at("result", "reply_markup", "inline_keyboard", 0, 0, "callback_data") == "take")
    }

    @Test(
        "refuses in the server's words",
        arguments: [
            ([("text", "x")], 400, "Bad Request: chat_id is empty"),
            ([("chat_id", "5"), ("text", "x")], 400, "Bad Request: chat not found"),
            ([("chat_id", "abc"), ("text", "x")], 400, "Bad Request: chat not found"),
            ([("chat_id", "1002"), ("text", "x")], 403, "Forbidden: bot can't initiate conversation with a user"),
            ([("chat_id", "-1001234500001"), ("text", " \n ")], 400, "Bad Request: message text is empty"),
            ([("chat_id", "-1001234500001")], 400, "Bad Request: message text is empty"),
            (
                [("chat_id", "-1001234500001"), ("text", "<x>"), ("parse_mode", "HTML")], 400,
                "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0"
            ),
            (
                [("chat_id", "-1001234500001"), ("text", "x"), ("parse_mode", "BBCode")], 400,
                "Bad Request: unsupported parse_mode"
            ),
            (
                [("chat_id", "-1001234500001"), ("text", "x"), ("reply_parameters", #"{"message_id":99}"#)], 400,
                "Bad Request: message to be replied not found"
            ),
            (
                [("chat_id", "-1001234500001"), ("text", "x"), ("message_thread_id", "7")], 400,
                "Bad Request: message thread not found"
            ),
            (
                [("chat_id", "-1001234500001"), ("text", "x"), ("reply_markup", "[")], 400,
                "Bad Request: can't parse reply keyboard markup JSON object"
            ),
            (
                [
                    ("chat_id", "-1001234500001"), ("text", "x"),
                    ("reply_markup", #"{"inline_keyboard":[[{"text":"a"}]]}"#),
                ], 400,
                "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            ),
        ] as [([(String, String)], Int64, String)]
    )
    func refusals(arguments: [(String, String)], code: Int64, words: String) async throws {
        let reply = try await SandboxFixture().call("sendMessage", arguments)
        #expect(reply["ok"] == false)
        #expect(reply["error_code"]?.int == code)
        #expect(reply["description"]?.string == words)
    }

    @Test("counts 4096 code points after parsing, 64 bytes of data")
    func limits() async throws {
        let fixture = try SandboxFixture()
        let most = "<b>" + String(repeating: "🔴", count: 4_096) + "</b>"
        #expect(try await fixture.send(most, [("parse_mode", "HTML")])["ok"] == true)
        let over = try await fixture.send(String(repeating: "я", count: 4_097))
        #expect(over["description"] == "Bad Request: message is too long")
        for (length, isGood) in [(64, true), (65, false), (0, false)] {
            let data = String(repeating: "d", count: length)
            let markup = #"{"inline_keyboard":[[{"text":"a","callback_data":"\#(data)"}]]}"#
            let reply = try await fixture.send("x", [("reply_markup", markup)])
            #expect((reply["ok"] == true) == isGood)
            let words =
                length == 0
                ? "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
                : "BUTTON_DATA_INVALID"
            if !isGood { #expect(reply["description"]?.string == "Bad Request: \(words)") }
        }
    }

    @Test("an edit without a keyboard removes it; an edit that changes nothing is refused")
    func edits() async throws {
        let fixture = try SandboxFixture()
        _ = try await fixture.send("one", [("reply_markup", Self.keyboard)])
        let target = [("chat_id", String(SandboxFixture.group)), ("message_id", "1")]
        let same = try await fixture.call(
            "editMessageText",
            target + [("text", " one "), ("reply_markup", Self.keyboard)]
        )
        #expect(
            same["description"]
                == """
                Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a \
                current content and reply markup of the message
                """
        )
        let bare = try await fixture.call("EDITMESSAGETEXT", target + [("text", "one")])
        #expect(bare["ok"] == true)
        #expect(bare.at("result", "reply_markup") == nil)
        let bold = try await fixture.call("editMessageText", target + [("text", "<b>one</b>"), ("parse_mode", "HTML")])
        #expect(bold.at("result", "edit_date")?.int == fixture.clock.now.seconds)
        let gone = try await fixture.call("editMessageText", [target[0], ("message_id", "9"), ("text", "x")])
        #expect(gone["description"] == "Bad Request: message to edit not found")
        try fixture.server.say(text: "mine")
        let foreign = try await fixture.call("editMessageText", [target[0], ("message_id", "2"), ("text", "x")])
        #expect(foreign["description"] == "Bad Request: message can't be edited")
        let caption = try await fixture.call("editMessageCaption", target + [("caption", "x")])
        #expect(caption["description"] == "Bad Request: there is no caption in the message to edit")
    }

    @Test("floods are answered with 429 on the sandbox's clock")
    func flood() async throws {
        let fixture = try SandboxFixture()
        var sent = 0
        for _ in 0..<40 {
            if try await fixture.send("x")["ok"] == true { sent += 1 }
            fixture.clock.advance(by: .seconds(1))
        }
        #expect(sent == 20)
        let refused = try await fixture.send("x")
        #expect(refused["error_code"] == 429)
        #expect(refused["description"] == "Too Many Requests: retry after 20")
        #expect(refused.at("parameters", "retry_after") == 20)
        fixture.clock.advance(by: .seconds(20))
        #expect(try await fixture.send("x")["ok"] == true)
    }

    @Test(
        "tokens and methods",
        arguments: [
            ("nonsense", "getMe", 404, "Not Found"),
            ("123:unknown", "getMe", 401, "Unauthorized"),
            ("7000000001:sandbox", "noSuchMethod", 404, "Not Found: method not found"),
        ] as [(String, String, Int64, String)]
    )
    func tokens(token: String, method: String, code: Int64, words: String) async throws {
        let reply = try await SandboxFixture().call(method, token: token)
        #expect(reply["error_code"]?.int == code)
        #expect(reply["description"]?.string == words)
    }

    @Test("kicked, blocked, migrated, deleted")
    func chatFaults() async throws {
        let fixture = try SandboxFixture { $0.groupChatID = -4_500 }
        func send() async throws -> JSON {
            try await fixture.call("sendMessage", [("chat_id", "-4500"), ("text", "x")])
        }
        #expect(try await send()["ok"] == true)
        let now = fixture.clock.now
        _ = fixture.server.setFault(
            ScheduledFault(Fault(.kicked, .chat("group")), from: now, until: now + .seconds(60))
        )
        #expect(try await send()["description"] == "Forbidden: bot was kicked from the group chat")
        fixture.clock.advance(by: .seconds(61))
        #expect(try await send()["ok"] == true)
        _ = fixture.server.setFault(ScheduledFault(Fault(.deleteMessage, .chat("group")), from: now))
        let edit = try await fixture.call(
            "editMessageText",
            [("chat_id", "-4500"), ("message_id", "4"), ("text", "y")]
        )
        #expect(edit["description"] == "Bad Request: message to edit not found")
        _ = fixture.server.setFault(ScheduledFault(Fault(.migrate, .chat("group")), from: now))
        let moved = try await send()
        #expect(moved["description"] == "Bad Request: group chat was upgraded to a supergroup chat")
        let newID = try #require(moved.at("parameters", "migrate_to_chat_id")?.int)
        #expect(try await fixture.call("sendMessage", [("chat_id", String(newID)), ("text", "x")])["ok"] == true)
        try fixture.server.say(chat: "private", user: "anna", text: "/start")
        _ = fixture.server.setFault(ScheduledFault(Fault(.kicked, .chat("1001")), from: now))
        let blocked = try await fixture.call("sendMessage", [("chat_id", "1001"), ("text", "x")])
        #expect(blocked["description"] == "Forbidden: bot was blocked by the user")
    }
}
