import Foundation
import Platform
import Sandbox
import Testing

@Suite("HTTP client errors", .timeLimit(.minutes(5)))
struct HTTPClientErrorTests {
    static let badURLs: [(name: String, url: String)] = [
        ("empty", ""), ("no scheme", "example.org/a"), ("other scheme", "file:///etc/passwd"),
        ("ftp", "ftp://example.org/"), ("no host", "http:///path"), ("port only", "http://:80/"),
        ("port not a number", "http://a:b/"), ("port too large", "http://a:70000/"), ("space", "http://a/ b"),
        ("Cyrillic", "http://a/чай"), ("line break", "http://a/\r\nX: y"), ("user name", "http://u:p@a/"),
        ("text after bracket", "http://[::1]x/"),
    ]

    @Test("refuses a URL that is not absolute http(s)", arguments: badURLs)
    func invalidURL(_ row: (name: String, url: String)) async throws {
        let client = HTTPClient()
        let error = try await client.failure(of: HTTPRequest(url: row.url))
        #expect(error?.kind == .invalidURL)
        #expect(error?.mayHaveBeenSent == false)
    }

    static let badRequests: [(name: String, method: String, header: (String, String))] = [
        ("line break in a value", "GET", ("X-A", "b\r\nX-C: d")),
        ("line break in a name", "GET", ("X\n-A", "b")),
        ("colon in a name", "GET", ("X:A", "b")),
        ("empty name", "GET", ("", "b")),
        ("space in the method", "GET /x HTTP/1.1", ("X-A", "b")),
        ("empty method", "", ("X-A", "b")),
    ]

    @Test("refuses what would break the request's framing", arguments: badRequests)
    func invalidRequest(_ row: (name: String, method: String, header: (String, String))) async throws {
        let client = HTTPClient()
        let request = HTTPRequest(method: row.method, url: "http://127.0.0.1:1/", headers: [row.header])
        let error = try await client.failure(of: request)
        #expect(error?.kind == .invalidRequest)
    }

    @Test("says that nobody listens, and never shows the token in the path")
    func refusedConnection() async throws {
        let port = SilentPort()
        let url = "http://127.0.0.1:\(port.number)/bot123456:AAsecret/getUpdates?token=AAsecret"
        let error = try #require(try await HTTPClient().failure(of: HTTPRequest(url: url)))
        #expect(error.kind == .unreachable)
        #expect(error.mayHaveBeenSent == false)
        #expect(error.detail.hasPrefix("127.0.0.1:\(port.number)/‹…›/getUpdates: "))
        #expect(!"\(error) \(String(reflecting: error))".contains("AAsecret"))
    }

    @Test("says that a name does not resolve")
    func unknownHost() async throws {
        let error = try await HTTPClient().failure(of: HTTPRequest(url: "http://no-such-host.invalid/"))
        #expect(error?.kind == .unreachable)
    }

    static let faults: [(fault: AnswerFault, kind: HTTPError.Kind)] = [
        (.closeBeforeReply, .reset), (.reset, .reset), (.truncated(afterBytes: 0), .reset),
        (.truncated(afterBytes: 700), .reset), (.stalled(afterBytes: 0), .timeout),
        (.stalled(afterBytes: 700), .timeout),
    ]

    @Test("names the way an answer broke, on a new and on a kept connection", arguments: faults)
    func brokenAnswers(_ row: (fault: AnswerFault, kind: HTTPError.Kind)) async throws {
        try await withServer { request in
            WebResponse.text(String(repeating: "x", count: 1000))
                .spoiled(by: request.path == "/broken" ? row.fault : .none)
        } _: { server, client in
            // Only a stall may use its time up, however busy the machine is.
            let timeout: Duration = row.kind == .timeout ? .milliseconds(500) : .seconds(30)
            let broken = HTTPRequest(url: "\(server.baseURL)/broken", timeout: timeout)
            for _ in 1...2 {
                let error = try await client.failure(of: broken)
                #expect(error?.kind == row.kind)
                #expect(error?.mayHaveBeenSent == true)
                let next = try await client.send(HTTPRequest(url: server.baseURL))
                #expect(next.status == 200)
            }
        }
    }

    @Test("a request of which the end never left has had no effect", arguments: [(100, true), (32 << 20, false)])
    func tornUpload(_ bytes: Int, _ mayHaveBeenSent: Bool) async throws {
        let server = try LoopbackProxy(.tears)
        let body = HTTPBody.bytes([UInt8](repeating: 0x78, count: bytes), contentType: "text/plain")
        let parts = [HTTPPart(name: "a", bytes: [UInt8](repeating: 0x78, count: bytes))]
        for body in [body, .multipart(parts)] {
            let request = HTTPRequest(url: "http://127.0.0.1:\(server.port)/", body: body)
            let error = try #require(try await HTTPClient().failure(of: request))
            #expect(error.kind == .reset && error.mayHaveBeenSent == mayHaveBeenSent, "\(error)")
        }
    }

    @Test(
        "sends a request once, even when a kept connection dies under it",
        arguments: [AnswerFault.closeBeforeReply, .reset]
    )
    func atMostOnce(_ fault: AnswerFault) async throws {
        let runs = Lock(0)
        try await withServer { request in
            if request.method == "POST" { runs.withLock { $0 += 1 } }
            return WebResponse.text("").spoiled(by: request.method == "POST" ? fault : .none)
        } _: { server, client in
            _ = try await client.send(HTTPRequest(url: server.baseURL))
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL, body: .form([("a", "b")])))
            #expect(error?.kind == .reset)
            #expect(runs.withLock { $0 } == 1)
        }
    }

    @Test("takes a slow body in its own time")
    func slowBody() async throws {
        try await withServer { _ in
            WebResponse.text(String(repeating: "я", count: 1000)).spoiled(by: .slowBody(bytesPerSecond: 10_000))
        } _: { server, client in
            let start = ContinuousClock.now
            let response = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(response.text == String(repeating: "я", count: 1000))
            // 2000 bytes in pieces of 500 with a pause of 50 ms after each but the last.
            #expect(ContinuousClock.now - start >= .milliseconds(149))
        }
    }
}
