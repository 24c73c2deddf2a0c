import Foundation
import Platform
import Testing

@Suite("HTTP request bodies", .timeLimit(.minutes(5)))
struct HTTPRequestBodyTests {
    /// Answers with what arrived: method, content type, length and the body.
    private static func echo(_ request: WebRequest) -> WebResponse {
        let type = request.header("Content-Type") ?? "none"
        let length = request.header("Content-Length") ?? "none"
        return .text("\(request.method) \(type) \(length) \(String(decoding: request.body, as: UTF8.self))")
    }

    static let rows: [(name: String, method: String?, body: HTTPBody?, expected: String)] = [
        ("plain GET", nil, nil, "GET none none "),
        ("POST without a body", "POST", nil, "POST none 0 "),
        ("DELETE", "DELETE", nil, "DELETE none none "),
        (
            "bytes", nil, .bytes(Array("{\"a\":1}".utf8), contentType: "application/json"),
            "POST application/json 7 {\"a\":1}"
        ),
        ("empty bytes", nil, .bytes([], contentType: "text/plain"), "POST text/plain 0 "),
        ("PUT", "PUT", .bytes([0x79], contentType: "text/plain"), "PUT text/plain 1 y"),
        (
            "form", nil, .form([("текст", "a b&c=d"), ("e", "")]),
            "POST application/x-www-form-urlencoded 45 %D1%82%D0%B5%D0%BA%D1%81%D1%82=a+b%26c%3Dd&e="
        ),
    ]

    @Test("frames every kind of body", arguments: rows)
    func framing(_ row: (name: String, method: String?, body: HTTPBody?, expected: String)) async throws {
        try await withServer(handler: { Self.echo($0) }) { server, client in
            let request = HTTPRequest(method: row.method, url: server.baseURL, body: row.body)
            let answer = try await client.send(request)
            #expect(answer.text == row.expected)
        }
    }

    @Test("answers HEAD without a body")
    func head() async throws {
        try await withServer { _ in
            .text("hello")
        } _: { server, client in
            let response = try await client.send(HTTPRequest(method: "HEAD", url: server.baseURL))
            #expect(response.status == 200)
            #expect(response.header("Content-Length") == "5")
            #expect(response.body.isEmpty)
        }
    }

    @Test("sends its own headers, the caller's, and one of each")
    func headers() async throws {
        var options = HTTPClientOptions()
        options.userAgent = "mayak/1"
        let handler: @Sendable (WebRequest) -> WebResponse = { request in
            let wanted = ["user-agent", "authorization", "x-empty", "x-name", "content-type", "expect"]
            let lines = request.headers.map { ($0.0.lowercased(), $0.1) }.filter { wanted.contains($0.0) }
            return .text(lines.map { "\($0): \($1)" }.sorted().joined(separator: "\n"))
        }
        try await withServer(options: options, handler: { handler($0) }) { server, client in
            let plain = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(plain.text == "user-agent: mayak/1")
            let rich = HTTPRequest(
                url: server.baseURL,
                headers: [
                    URLEncoding.basicAuthorization(user: "логин", password: "p:w"), ("X-Empty", ""), ("X-Name", "имя"),
                    ("User-Agent", "other"), ("content-type", "text/csv"),
                ],
                body: .bytes(Array(repeating: 0x61, count: 2000), contentType: "text/plain")
            )
            let answer = try await client.send(rich)
            #expect(
                answer.text
                    // Python: base64.b64encode('логин:p:w'.encode())
                    == "authorization: Basic 0LvQvtCz0LjQvTpwOnc=\ncontent-type: text/csv\n"
                    + "user-agent: other\nx-empty: \nx-name: имя"
            )
        }
    }

    @Test("carries multipart files with Cyrillic and awkward names, byte for byte")
    func multipart() async throws {
        let picture = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + Array("\r\n--".utf8)
        let parts = [
            HTTPPart(name: "chat_id", value: "-100123"), HTTPPart(name: "подпись", value: "строка 1\r\nстрока \"2\""),
            HTTPPart(name: "photo", filename: "Задержки \"EQ\" 20.11.png", contentType: "image/png", bytes: picture),
            HTTPPart(name: "document", filename: "a;b.csv", bytes: []),
        ]
        let handler: @Sendable (WebRequest) -> WebResponse = { request in
            do throws(WebArgumentError) {
                let arguments = try request.arguments()
                let values = arguments.values.map { "\($0.name)=\($0.value)" }
                let files = arguments.files.map {
                    "\($0.name)|\($0.filename)|\($0.contentType ?? "none")|\($0.bytes.count)|\($0.bytes == picture)"
                }
                return .text((values + files).joined(separator: "\n"))
            } catch {
                return .text("\(error)", status: 400)
            }
        }
        try await withServer(handler: { handler($0) }) { server, client in
            let response = try await client.send(HTTPRequest(url: server.baseURL + "/?q=1", body: .multipart(parts)))
            #expect(
                response.text == """
                    q=1
                    chat_id=-100123
                    подпись=строка 1\r\nстрока "2"
                    photo|Задержки "EQ" 20.11.png|image/png|100004|true
                    document|a;b.csv|application/octet-stream|0|false
                    """
            )
        }
    }
}
