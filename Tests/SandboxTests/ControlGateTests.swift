import Platform
import Sandbox
import TestKit
import Testing

@Suite("Control surface: other sites")
struct ControlGateTests {
    private static let json = #"{"chat":"group","user":"anna","text":"hi"}"#

    private func say(_ headers: [(String, String)], host: String? = nil) async throws -> Int {
        let fixture = try SandboxFixture { options in if let host { options.host = host } }
        let request = WebRequest(method: "POST", path: "/sandbox/say", headers: headers, body: Array(Self.json.utf8))
        let response = await fixture.server.respond(to: request)
        #expect(fixture.server.messages()?.isEmpty == (response.status != 200))
        #expect(response.headers.contains { $0.0 == "X-Content-Type-Options" && $0.1 == "nosniff" })
        return response.status
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let headers: [(String, String)]
        let status: Int
        init(_ name: String, _ headers: [(String, String)], _ status: Int) {
            testDescription = name
            self.headers = headers
            self.status = status
        }
    }

    private static let type = ("Content-Type", "application/json")
    private static let host = ("Host", "127.0.0.1:8484")

    static let cases = [
        Case("curl with JSON", [host, type], 200),
        Case("curl -d", [host, ("Content-Type", "application/x-www-form-urlencoded")], 200),
        Case("the page", [host, type, ("Origin", "http://127.0.0.1:8484"), ("Sec-Fetch-Site", "same-origin")], 200),
        Case("the page by name", [("Host", "localhost:8484"), type, ("Origin", "http://localhost:8484")], 200),
        Case("another site", [host, type, ("Origin", "https://evil.example")], 403),
        Case("another port", [host, type, ("Origin", "http://127.0.0.1:9999")], 403),
        Case("an opaque origin", [host, type, ("Origin", "null")], 403),
        Case("a cross-site request", [host, type, ("Sec-Fetch-Site", "cross-site")], 403),
        Case("a same-site request", [host, type, ("Sec-Fetch-Site", "same-site")], 403),
        Case("an origin without a host", [type, ("Origin", "http://127.0.0.1:8484")], 403),
        Case("DNS rebinding", [("Host", "evil.example:8484"), type, ("Origin", "http://evil.example:8484")], 403),
        Case("a name that only begins well", [("Host", "localhost.evil.example"), type], 403),
        Case("a name that only ends well", [("Host", "evil-localhost"), type], 403),
        Case("an address of elsewhere", [("Host", "192.0.2.1"), type], 403),
        Case("IPv6", [("Host", "[::1]:8484"), type], 200),
        Case("plain text", [host, ("Content-Type", "text/plain")], 415),
        Case("no JSON after all", [host, ("Content-Type", "text/plain; application/json")], 415),
        Case(
            "a form in a browser",
            [host, ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "http://127.0.0.1:8484")],
            415
        ),
        Case("no type in a browser", [host, ("Sec-Fetch-Site", "same-origin")], 415),
    ]

    @Test("are refused, programs and the page are not", arguments: cases)
    func gate(one: Case) async throws {
        #expect(try await say(one.headers) == one.status)
    }

    @Test("the configured name counts, and addresses where others may call")
    func names() async throws {
        #expect(try await say([("Host", "box.example:8484"), Self.type], host: "box.example") == 200)
        #expect(try await say([("Host", "192.0.2.1"), Self.type], host: "0.0.0.0") == 200)
        #expect(try await say([("Host", "sandbox:8484"), Self.type], host: "0.0.0.0") == 200)
        #expect(try await say([("Host", "evil.example"), Self.type], host: "0.0.0.0") == 403)
    }

    @Test("reading is refused as well, and the page opens from a link")
    func reading() async throws {
        let fixture = try SandboxFixture()
        let cross = [("Host", "127.0.0.1:1"), ("Sec-Fetch-Site", "cross-site")]
        for path in ["/sandbox/chat/group", "/sandbox/recorded", "/bot7000000001:sandbox/getMe"] {
            #expect(await fixture.server.respond(to: WebRequest(path: path, headers: cross)).status == 403)
        }
        let page = await fixture.server.respond(to: WebRequest(path: "/", headers: cross))
        #expect(page.status == 200)
        #expect(page.headers.contains { $0.0 == "Content-Security-Policy" && $0.1.contains("frame-ancestors 'none'") })
    }

    @Test("bots may call under any name")
    func bots() async throws {
        let request = WebRequest(path: "/bot7000000001:sandbox/getMe", headers: [("Host", "telegram.test:1")])
        #expect(try await SandboxFixture().server.respond(to: request).status == 200)
    }

    @Test(
        "an upload is a picture or something to save, never a page",
        arguments: [
            ("a.html", "text/html", "<script>1</script>", "application/octet-stream", "attachment"),
            ("a.svg", "image/svg+xml", "<svg onload='1'/>", "application/octet-stream", "attachment"),
            ("a.xml", "text/xml", "<x/>", "application/octet-stream", "attachment"),
            ("a.png", "image/png", "<script>1</script>", "application/octet-stream", "attachment"),
            ("г\"\r\nX: y.gif", "text/html", "GIF89a\u{1}\u{0}\u{1}\u{0}", "image/gif", "inline"),
        ]
    )
    func upload(name: String, type: String, body: String, served: String, disposition: String) async throws {
        let fixture = try SandboxFixture()
        let head = "--b\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n\(SandboxFixture.group)\r\n"
        let quoted = name.replacing("\"", with: "%22").replacing("\r\n", with: "%0D%0A")
        let file =
            "--b\r\nContent-Disposition: form-data; name=document; filename=\"\(quoted)\"\r\nContent-Type: \(type)\r\n\r\n"
        let sent = await fixture.server.respond(
            to: WebRequest(
                method: "POST",
                path: "/bot7000000001:sandbox/sendDocument",
                headers: [("Content-Type", "multipart/form-data; boundary=b")],
                body: Array((head + file + body + "\r\n--b--\r\n").utf8)
            )
        )
        let id = try #require(try JSON.parse(sent.body).at("result", "document", "file_id")?.string)
        let info = try await fixture.call("getFile", [("file_id", id)])
        let path = try #require(info.at("result", "file_path")?.string)
        let shown = try #require(fixture.server.messages()?.last?.file)
        let bytes = ("application/octet-stream", "attachment")
        for (path, (served, disposition)) in [
            ("/sandbox/file/\(shown)", (served, disposition)), ("/file/bot7000000001:sandbox/\(path)", bytes),
        ] {
            let answer = await fixture.server.respond(to: WebRequest(path: path))
            #expect(answer.status == 200)
            let headers = Dictionary(answer.headers) { first, _ in first }
            #expect(headers["Content-Type"] == served)
            #expect(headers["Content-Disposition"]?.hasPrefix(disposition + "; filename*=UTF-8''") == true)
            #expect(headers["X-Content-Type-Options"] == "nosniff")
            #expect(headers.values.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
        }
    }
}
