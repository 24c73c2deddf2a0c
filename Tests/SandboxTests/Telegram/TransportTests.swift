import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: transport")
struct TransportTests {
    struct Wire: Sendable, CustomTestStringConvertible {
        let name: String
        var query: [(String, String)] = []
        var type: String?
        var body = ""
        var testDescription: String { name }
    }

    private static let chat = String(SandboxFixture.group)

    static let wires = [
        Wire(
            name: "query",
            query: [("chat_id", chat), ("text", "привет & пока"), ("disable_notification", "True")]
        ),
        Wire(
            name: "form",
            type: "application/x-www-form-urlencoded",
            body:
                "chat_id=\(chat)&text=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82+%26+%D0%BF%D0%BE%D0%BA%D0%B0&disable_notification=yes"
        ),
        Wire(
            name: "json",
            type: "application/json",
            body: #"{"chat_id":\#(chat),"text":"\u043fривет & пока","disable_notification":true}"#
        ),
        Wire(
            name: "query+multipart",
            query: [("disable_notification", "1")],
            type: "multipart/form-data; boundary=b",
            body:
                "--b\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n\(chat)\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nпривет & пока\r\n--b--\r\n"
        ),
    ]

    @Test("reads the same arguments from every encoding", arguments: wires)
    func sameArguments(wire: Wire) async throws {
        let fixture = try SandboxFixture()
        let response = await fixture.post(
            "sendMESSAGE",
            type: wire.type,
            body: Array(wire.body.utf8),
            query: wire.query
        )
        #expect(try JSON.parse(response.body).at("result", "text") == "привет & пока")
        #expect(fixture.server.messages()?.last?.isSilent == true)
        #expect(fixture.server.recorded.last?.encoding == wire.name)
    }

    @Test("a body that cannot be read, or is too large, never reaches a method")
    func unreadable() async throws {
        let fixture = try SandboxFixture()
        #expect(await fixture.post("getMe", type: "application/json", body: Array("[1]".utf8)).status == 400)
        let bounds = "multipart/form-data; boundary=" + String(repeating: "b", count: 71)
        #expect(await fixture.post("getMe", type: bounds, body: [1]).status == 400)
        let form = "application/x-www-form-urlencoded"
        let most = Array(("text=" + String(repeating: "x", count: (1 << 20) - 4)).utf8)
        #expect(await fixture.post("getMe", type: form, body: most).status == 200)
        #expect(await fixture.post("getMe", type: form, body: most + [120]).status == 413)
        var request = WebRequest(path: "/bot\(SandboxFixture.token)/getMe")
        request.headers = [("X-Long", String(repeating: "x", count: 256 << 10))]
        let headers = await fixture.server.respond(to: request)
        #expect(headers.status == 431 && headers.body.isEmpty)
    }

    @Test("the method may come as an argument, values as a JSON text or as themselves")
    func loose() async throws {
        let fixture = try SandboxFixture()
        let body =
            #"{"method":"SendMessage","chat_id":"\#(Self.chat)","text":"x","reply_markup":\#(SendingTests.keyboard)}"#
        let response = await fixture.post("", type: "application/json", body: Array(body.utf8))
        #expect(
            try JSON.parse(response.body).at("result", "reply_markup", "inline_keyboard", 0, 0, "text") == "Взять"
        )
        #expect(try await fixture.send("x", [("no_such_argument", "1")])["ok"] == true)
    }

    @Test(
        "unknown methods and malformed tokens",
        arguments: [
            ("7000000001:sandbox", "sendNothing", 404, "Not Found: method not found"),
            (
                "7000000001:sandbox", "sendDice", 400,
                "Bad Request: METHOD_NOT_PLAYED: the sandbox does not play senddice"
            ),
            ("0:x", "getMe", 404, "Not Found"),
            ("x:y", "getMe", 404, "Not Found"),
            ("1:" + String(repeating: "x", count: 79), "getMe", 404, "Not Found"),
        ] as [(String, String, Int64, String)]
    )
    func refusals(token: String, method: String, code: Int64, words: String) async throws {
        let reply = try await SandboxFixture().call(method, token: token)
        #expect(reply["error_code"]?.int == code)
        #expect(reply["description"]?.string == words)
    }

    @Test("a revoked token is refused until it is good again")
    func revoked() async throws {
        let fixture = try SandboxFixture()
        #expect(try await fixture.control("bot", ["revoked": true])["ok"] == true)
        #expect(try await fixture.call("getMe")["error_code"] == 401)
        try await fixture.control("bot", ["revoked": false])
        #expect(try await fixture.call("getMe")["ok"] == true)
    }
}
