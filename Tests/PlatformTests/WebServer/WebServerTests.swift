import Platform
import Sandbox
import Testing

@Suite("Web server", .timeLimit(.minutes(5)))
struct WebServerTests {
    @Test("hands over method, decoded path, query, headers and body")
    func request() async throws {
        try await withServer { request in
            let query = request.query.map { "\($0.0)=\($0.1)" }.joined(separator: ";")
            let body = String(decoding: request.body, as: UTF8.self)
            return .text("\(request.method)|\(request.path)|\(query)|\(request.header("x-a") ?? "none")|\(body)")
        } _: { server, client in
            let url = server.baseURL + "/bot1%3AA/%D1%8F+b?a=1&b=%D1%8F+c&a"
            let request = HTTPRequest(
                url: url,
                headers: [("X-A", "v")],
                body: .bytes([0x62], contentType: "text/plain")
            )
            let answer = try await client.send(request)
            #expect(answer.text == "POST|/bot1:A/я+b|a=1;b=я c;a=|v|b")
        }
    }

    @Test("lets another task complete a long poll while other requests pass")
    func longPoll() async throws {
        let gate = Gate()
        let parked = Gate()
        try await withServer { request in
            if request.path == "/poll" {
                parked.open()
                await gate.wait()
            }
            return .text(request.path)
        } _: { server, client in
            async let poll = client.send(HTTPRequest(url: server.baseURL + "/poll"))
            await parked.wait()
            let other = try await client.send(HTTPRequest(url: server.baseURL + "/other"))
            #expect(other.text == "/other")
            gate.open()
            let answer = try await poll
            #expect(answer.text == "/poll")
        }
    }

    @Test("answers what waits with 503 when it stops, many times over")
    func stopWhileParked() async throws {
        let client = HTTPClient()
        for _ in 1...30 {
            let parked = Lock(0)
            let allParked = Gate()
            let server = try WebServer { _ in
                if parked.withLock({ count in
                    count += 1; return count == 5
                }) {
                    allParked.open()
                }
                await Gate().wait()
                return .text("never")
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...5 { group.addTask { try await client.send(HTTPRequest(url: server.baseURL)).status } }
                await allParked.wait()
                await server.stop()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [503, 503, 503, 503, 503])
            await server.stop()
        }
        await client.shutdown()
    }

    @Test("stops just after it has begun, a thousand times over")
    func stopAtOnce() async throws {
        // Its thread may be about to look at the socket for the first time.
        for _ in 0..<1_000 { await (try WebServer { _ in .text("here") }).stop() }
    }

    @Test("stops while bodies stall and trickle, and while a request is half sent")
    func stopWhileSending() async throws {
        let server = try WebServer { request in
            WebResponse.text(String(repeating: "x", count: 10_000))
                .spoiled(by: request.path == "/stall" ? .stalled(afterBytes: 10) : .slowBody(bytesPerSecond: 1000))
        }
        let half = try #require(RawConnection(port: server.port))
        half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        var connections: [RawConnection] = []
        for path in ["/stall", "/slow"] {
            let connection = try #require(RawConnection(port: server.port))
            connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            let beginning = await connection.receive { $0.contains("xxxxx") }
            #expect(beginning.hasPrefix("HTTP/1.1 200"))
            connections.append(connection)
        }
        await server.stop()
        for connection in connections + [half] {
            let rest = await connection.receive()
            #expect(rest.utf8.count < 9000 && !rest.contains("HTTP/1.1"))
        }
    }

    @Test("stops by itself when nobody holds it any more")
    func released() async throws {
        var server: WebServer? = try WebServer { _ in .text("") }
        let port = try #require(server?.port)
        server = nil
        while RawConnection(port: port) != nil { await Task.yield() }
    }

    @Test("refuses a body above the limit with 413 and keeps the connection usable")
    func bodyLimit() async throws {
        try await withServer(maximumBodyBytes: 1000) {
            .text("\($0.body.count)")
        } _: { server, client in
            for (count, status) in [(1000, 200), (1001, 413), (3_000_000, 413), (5, 200)] {
                let body = HTTPBody.bytes([UInt8](repeating: 0, count: count), contentType: "text/plain")
                let answer = try await client.send(HTTPRequest(url: server.baseURL, body: body))
                #expect(answer.status == status)
            }
            #expect(server.acceptedConnections == 1)
        }
    }

    @Test("reads a chunked body and answers the next request on the same connection")
    func chunked() async throws {
        try await withServer {
            .text("[\(String(decoding: $0.body, as: UTF8.self))]")
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
            )
            connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answers = await connection.receive { $0.hasSuffix("[]") }
            #expect(answers.contains("[abcde]"))
            #expect(answers.hasSuffix("[]"))
        }
    }

    static let ambiguous: [(name: String, headers: String)] = [
        ("both lengths", "Transfer-Encoding: chunked\r\nContent-Length: 3"),
        ("both, the other way round", "Content-Length: 3\r\nTransfer-Encoding: chunked"),
        ("two lengths", "Content-Length: 3\r\nContent-Length: 4"),
    ]

    @Test("refuses ambiguous framing with 400 and closes", arguments: ambiguous)
    func smuggling(_ row: (name: String, headers: String)) async throws {
        let runs = Lock(0)
        try await withServer { _ in
            runs.withLock { $0 += 1 }
            return .text("")
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("POST / HTTP/1.1\r\nHost: a\r\n\(row.headers)\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
            connection.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = await connection.receive()
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.components(of: "HTTP/1.1 ") == 1)
            #expect(runs.withLock { $0 } == 0)
        }
    }

    @Test("takes a request line of 100 kB")
    func longQuery() async throws {
        try await withServer {
            .text("\($0.queryValue("q")?.utf8.count ?? 0)")
        } _: { server, client in
            let value = String(repeating: "q", count: 100_000)
            let answer = try await client.send(HTTPRequest(url: "\(server.baseURL)/?q=\(value)"))
            #expect(answer.text == "100000")
        }
    }

    @Test("writes any status and the headers given, and no date of its own")
    func rawAnswer() async throws {
        try await withServer { _ in
            WebResponse(status: 799, headers: [("Retry-After", "3"), ("X", "ё")])
        } _: {
            server,
            client in
            let answer = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(answer.status == 799)
            #expect(answer.header("Retry-After") == "3")
            #expect(answer.header("X") == "ё")
            #expect(answer.header("Date") == nil)
        }
    }

    @Test("says why it cannot listen")
    func cannotListen() async throws {
        let first = try WebServer { _ in .text("") }
        #expect(throws: WebServerError.self) { try WebServer(port: first.port) { _ in .text("") } }
        do {
            _ = try WebServer(port: first.port) { _ in .text("") }
        } catch let error as WebServerError {
            #expect(error.kind == .portInUse)
            #expect(error.detail.contains("127.0.0.1:\(first.port)"))
        }
        #expect(throws: WebServerError.self) { try WebServer(host: "example.org") { _ in .text("") } }
        await first.stop()
    }

    @Test("listens on the IPv6 loopback")
    func ipv6() async throws {
        let server = try WebServer(host: "::1") { _ in .text("six") }
        let client = HTTPClient()
        let answer = try await client.send(HTTPRequest(url: server.baseURL + "/"))
        #expect(answer.text == "six")
        await client.shutdown()
        await server.stop()
    }
}

extension String {
    /// How often a text occurs.
    func components(of text: String) -> Int {
        ranges(of: text).count
    }
}
