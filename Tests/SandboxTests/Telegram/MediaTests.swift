import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: pictures, documents, albums, commands, members")
struct MediaTests {
    /// The head of a PNG: all that the server reads of one.
    static func png(_ width: Int, _ height: Int) -> [UInt8] {
        func four(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + four(width)
            + four(height)
    }

    private func upload(
        _ fixture: SandboxFixture,
        _ method: String,
        fields: [(String, String)] = [],
        files: [(name: String, filename: String, bytes: [UInt8])]
    ) async throws -> JSON {
        var body: [UInt8] = []
        for (name, value) in [("chat_id", String(SandboxFixture.group))] + fields {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head =
                "--b\r\nContent-Disposition: form-data; name=\"\(file.name)\"; filename=\"\(file.filename)\"\r\n\r\n"
            body += Array(head.utf8) + file.bytes + Array("\r\n".utf8)
        }
        body += Array("--b--\r\n".utf8)
        let request = WebRequest(
            method: "POST",
            path: "/bot7000000001:sandbox/\(method)",
            headers: [("Content-Type", "multipart/form-data; boundary=b")],
            body: body
        )
        return try JSON.parse(await fixture.server.respond(to: request).body)
    }

    @Test("a picture can be sent, found, downloaded and sent again by its id")
    func photo() async throws {
        let fixture = try SandboxFixture()
        let bytes = Self.png(800, 400)
        let reply = try await upload(
            fixture,
            "sendPhoto",
            fields: [("caption", "<b>EQ</b>"), ("parse_mode", "HTML")],
            files: [("photo", "eq.png", bytes)]
        )
        let sizes = try #require(reply.at("result", "photo")?.array)
        #expect(sizes.map { $0["width"]?.int } == [320, 800])
        #expect(reply.at("result", "caption") == "EQ")
        let id = try #require(sizes.last?["file_id"]?.string)
        let path = try #require(try await fixture.call("getFile", [("file_id", id)]).at("result", "file_path")?.string)
        let download = await fixture.server.respond(to: WebRequest(path: "/file/bot7000000001:sandbox/\(path)"))
        #expect(download.body == bytes)
        let again = try await fixture.call("sendPhoto", [("chat_id", String(SandboxFixture.group)), ("photo", id)])
        #expect(again.at("result", "photo", 1, "file_id")?.string == id)
    }

    @Test(
        "pictures that the server refuses",
        arguments: [
            ("p.png", png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
            ("p.png", png(100, 2_001), "PHOTO_INVALID_DIMENSIONS"),
            ("p.png", Array("no picture".utf8), "IMAGE_PROCESS_FAILED"),
            (
                "p.pdf", png(10, 10),
                "photo has unsupported file extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp"
            ),
        ] as [(String, [UInt8], String)]
    )
    func refusedPhotos(name: String, bytes: [UInt8], words: String) async throws {
        let reply = try await upload(SandboxFixture(), "sendPhoto", files: [("photo", name, bytes)])
        #expect(reply["description"]?.string == "Bad Request: \(words)")
    }

    @Test("captions end at 1024, requests without a file are refused")
    func captions() async throws {
        let fixture = try SandboxFixture()
        let long = try await upload(
            fixture,
            "sendDocument",
            fields: [("caption", String(repeating: "я", count: 1_025))],
            files: [("document", "a.csv", [1])]
        )
        #expect(long["description"] == "Bad Request: message caption is too long")
        let none = try await fixture.call("sendDocument", [("chat_id", String(SandboxFixture.group))])
        #expect(none["description"] == "Bad Request: there is no document in the request")
    }

    @Test("an album is one group of messages, each counted by the limits")
    func albums() async throws {
        let fixture = try SandboxFixture()
        func send(_ count: Int) async throws -> JSON {
            let media = (0..<count).map { #"{"type":"photo","media":"attach://f\#($0)"}"# }.joined(separator: ",")
            let files = (0..<count).map { ("f\($0)", "f\($0).png", Self.png(10, 10)) }
            return try await upload(fixture, "sendMediaGroup", fields: [("media", "[\(media)]")], files: files)
        }
        let three = try #require(try await send(3)["result"]?.array)
        #expect(Set(three.map { $0["media_group_id"]?.string }).count == 1)
        #expect(three.map { $0["message_id"]?.int } == [1, 2, 3])
        #expect(try await send(0)["description"] == "Bad Request: there are no messages to send")
        #expect(try await send(11)["description"] == "Bad Request: too many messages to send as an album")
        fixture.clock.advance(by: .seconds(20))
        #expect(try await send(10)["ok"] == true)
        fixture.clock.advance(by: .seconds(20))
        // 3 + 10 + 10 are more than 20 in this minute.
        #expect(try await send(10)["error_code"] == 429)
    }

    @Test("a person sees the commands of the most specific scope, in the own language")
    func commands() async throws {
        let fixture = try SandboxFixture()
        let ru = #"[{"command":"/info","description":"Сведения"}]"#
        let en = #"[{"command":"info","description":"Facts"}]"#
        #expect(try await fixture.call("setMyCommands", [("commands", en)])["result"] == true)
        _ = try await fixture.call("setMyCommands", [("commands", ru), ("language_code", "ru")])
        #expect(
            try await fixture.call("getMyCommands", [("language_code", "ru")])["result"]
                == [["command": "info", "description": "Сведения"]]
        )
        #expect(try await fixture.call("getMyCommands", [("scope", #"{"type":"all_group_chats"}"#)])["result"] == [])
        let bad = try await fixture.call("setMyCommands", [("commands", #"[{"command":"Инфо","description":"x"}]"#)])
        #expect(bad["description"] == "Bad Request: BOT_COMMAND_INVALID")
    }

    @Test("administrators come with every right that strict clients want to see")
    func members() async throws {
        let fixture = try SandboxFixture()
        let chat = [("chat_id", String(SandboxFixture.group))]
        let list = try #require(try await fixture.call("getChatAdministrators", chat)["result"]?.array)
        #expect(list.map { $0["status"]?.string } == ["creator", "administrator"])
        for right in ["can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_post_stories"] {
            #expect(list[1][right]?.bool != nil)
        }
        let boris = try await fixture.call("getChatMember", chat + [("user_id", "1002")])
        #expect(boris.at("result", "status") == "member")
        let pavel = try await fixture.call("getChatMember", chat + [("user_id", "1999")])
        #expect(pavel.at("result", "status") == "left")
        let whole = try await fixture.call("getChat", chat)
        #expect(whole.at("result", "accent_color_id") == 0)
    }
}
