import Testing

@testable import Platform

@Suite("HTTP proxies", .timeLimit(.minutes(5)))
struct HTTPProxyTests {
    static let choices: [(environment: [String: String], url: String, proxy: String)] = [
        (["https_proxy": "p"], "https://a.test/", "p"), (["HTTPS_PROXY": "p"], "https://a.test/", "p"),
        (["https_proxy": "p", "HTTPS_PROXY": "q"], "https://a.test/", "p"),
        (["https_proxy": "", "HTTPS_PROXY": "q"], "https://a.test/", "q"),
        (["https_proxy": "p"], "http://a.test/", ""), (["http_proxy": "p"], "http://a.test/", "p"),
        (["HTTP_PROXY": "p"], "http://a.test/", ""), (["http_proxy": "p"], "https://a.test/", ""),
        (["all_proxy": "p"], "https://a.test/", "p"), (["ALL_PROXY": "p"], "http://a.test/", "p"),
        (["ALL_PROXY": "p", "https_proxy": "q"], "https://a.test/", "q"), ([:], "https://a.test/", ""),
    ]

    @Test("picks the proxy as curl does", arguments: choices)
    func choice(environment: [String: String], url: String, proxy: String) throws {
        #expect(HTTPProxies(environment: environment).proxy(for: try HTTPAddress(url)) == proxy)
    }

    @Test(
        "loopback is reached directly in every spelling",
        arguments: [
            ("localhost", true), ("LOCALHOST.", true), ("api.localhost", true), ("127.0.0.1", true),
            ("127.8.9.10", true),
            ("127.1", true), ("2130706433", true), ("0x7f.1", true), ("0.0.0.0", true), ("[::1]", true),
            ("[0:0:0:0:0:0:0:1]", true), ("[::]", true), ("[::ffff:127.0.0.1]", true),
            ("127.example.org", false), ("notlocalhost", false), ("128.0.0.1", false), ("[2001:db8::1]", false),
            ("[::ffff:8.8.8.8]", false), ("localhost.example.org", false),
        ]
    )
    func loopback(host: String, isLoopback: Bool) throws {
        let proxies = HTTPProxies(environment: ["all_proxy": "p"])
        #expect(proxies.proxy(for: try HTTPAddress("http://\(host):8080/")) == (isLoopback ? "" : "p"))
    }

    @Test("exceptions always hold loopback, and everything for a single asterisk")
    func exceptions() {
        let loopback = "localhost,127.0.0.0/8,::1"
        #expect(HTTPProxies(environment: [:]).exceptions == loopback)
        #expect(HTTPProxies(environment: ["NO_PROXY": "*"]).exceptions == "*")
        let some = HTTPProxies(environment: ["no_proxy": ".a.test, b.test *.c.test,", "NO_PROXY": "d.test"])
        #expect(some.exceptions == "\(loopback),.a.test,b.test,.c.test")
    }

    /// Names below `.invalid` resolve nowhere (RFC 6761), so an answer can only come through the proxy.
    private func client(_ environment: [String: String]) -> HTTPClient {
        var options = HTTPClientOptions()
        options.proxies = HTTPProxies(environment: environment)
        return HTTPClient(options: options)
    }

    @Test("a request goes through the proxy, with its user and password", arguments: ["http_proxy", "ALL_PROXY"])
    func plain(name: String) async throws {
        let proxy = try LoopbackProxy()
        let client = client([name: "http://anna:hunter2@127.0.0.1:\(proxy.port)"])
        let answer = try await client.send(HTTPRequest(url: "http://feeds.invalid/iss?a=1"))
        #expect(answer.text == "proxy")
        // base64 of anna:hunter2
        #expect(
            proxy.seen == [
                "GET http://feeds.invalid/iss?a=1 HTTP/1.1", "Proxy-Authorization: Basic YW5uYTpodW50ZXIy",
            ]
        )
        await client.shutdown()
    }

    @Test("loopback and what is excepted never go through the proxy")
    func direct() async throws {
        let proxy = try LoopbackProxy()
        let address = "127.0.0.1:\(proxy.port)"
        let server = try WebServer { _ in .text("direct") }
        let client = client(["all_proxy": address, "no_proxy": ".invalid"])
        let port = server.baseURL.split(separator: ":").last ?? ""
        for host in ["127.0.0.1", "localhost", "127.0.0.2"] {
            // A server on 127.0.0.1 does not hear 127.0.0.2, and the proxy must not either.
            let answer = try? await client.send(HTTPRequest(url: "http://\(host):\(port)/"))
            #expect(answer?.text == (host == "127.0.0.2" ? nil : "direct"))
        }
        let excepted = try await client.failure(of: HTTPRequest(url: "http://feeds.invalid/"))
        #expect(excepted?.kind == .unreachable)
        #expect(proxy.seen == [])
        await client.shutdown()
        await server.stop()
    }

    @Test("a proxy that refuses the tunnel is named, and nothing was sent", arguments: [403, 407])
    func refused(status: Int) async throws {
        let proxy = try LoopbackProxy(.refused(status))
        let client = client(["HTTPS_PROXY": "http://anna:hunter2@127.0.0.1:\(proxy.port)"])
        let error = try #require(try await client.failure(of: HTTPRequest(url: "https://api.invalid/bot1:AA/getMe")))
        #expect(error.kind == .unreachable && !error.mayHaveBeenSent)
        #expect(error.detail.contains("the proxy of the environment answered \(status)"))
        #expect(!error.detail.contains("hunter2") && !error.detail.contains("bot1"))
        #expect(proxy.seen.first == "CONNECT api.invalid:443 HTTP/1.1")
        await client.shutdown()
    }

    @Test("a proxy that nobody serves is an unreachable server")
    func absent() async throws {
        let port = SilentPort()
        let client = client(["https_proxy": "127.0.0.1:\(port.number)"])
        let error = try await client.failure(of: HTTPRequest(url: "https://api.invalid/"))
        #expect(error?.kind == .unreachable)
        await client.shutdown()
    }
}
