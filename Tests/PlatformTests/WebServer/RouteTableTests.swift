import Platform
import Testing

@Suite("Route table")
struct RouteTableTests {
    private static let table = RouteTable<String>([
        .get("/", "root"), .get("/api/feeds", "feeds"), .post("/api/feeds", "new feed"),
        .get("/api/feeds/newest", "newest"), .get("/api/feeds/{feed}", "feed"),
        .get("/api/feeds/{feed}/slots/{number:int}", "slot"), .any("/bot{token}/{method...}", "bot"),
        .any("/iss{rest...}", "iss"), .get("/files/{path...}", "files"),
    ])

    static let paths: [(path: String, route: String?, parameters: [String: String])] = [
        ("/", "root", [:]), ("", nil, [:]), ("/api/feeds", "feeds", [:]), ("/api/feeds/", nil, [:]),
        ("/api/feeds/newest", "newest", [:]), ("/api/feeds/a b", "feed", ["feed": "a b"]),
        ("/api/feeds/x/slots/12", "slot", ["feed": "x", "number": "12"]),
        ("/api/feeds/x/slots/-3", "slot", ["number": "-3"]), ("/api/feeds/x/slots/+3", nil, [:]),
        ("/api/feeds/x/slots/9223372036854775808", nil, [:]), ("/api/feeds/x/slots/", nil, [:]),
        ("/api/feeds//slots/1", nil, [:]), ("/API/feeds", nil, [:]),
        ("/bot1:A/sendMessage", "bot", ["token": "1:A", "method": "sendMessage"]),
        ("/bot/", "bot", ["token": "", "method": ""]), ("/bot1:A", nil, [:]),
        ("/bot1//x/y", "bot", ["token": "1", "method": "/x/y"]), ("/iss", "iss", ["rest": ""]),
        ("/iss/a/b.json", "iss", ["rest": "/a/b.json"]), ("/issue", "iss", ["rest": "ue"]),
        ("/files", nil, [:]), ("/files/", "files", ["path": ""]), ("/files/a/../b", "files", ["path": "a/../b"]),
    ]

    @Test("finds the route of a path and its parameters", arguments: paths)
    func match(_ row: (path: String, route: String?, parameters: [String: String])) {
        guard case .found(let route, let parameters) = Self.table.match("GET", row.path) else {
            #expect(row.route == nil)
            return
        }
        #expect(route == row.route)
        for (name, value) in row.parameters {
            #expect((name == "number" ? "\(parameters.integer(name))" : parameters.text(name)) == value)
        }
    }

    static let methods: [(method: String, path: String, answer: String)] = [
        ("GET", "/api/feeds", "feeds"), ("HEAD", "/api/feeds", "feeds"), ("POST", "/api/feeds", "new feed"),
        ("DELETE", "/api/feeds", "GET, HEAD, POST, OPTIONS"), ("OPTIONS", "/api/feeds", "? GET, HEAD, POST, OPTIONS"),
        ("POST", "/", "GET, HEAD, OPTIONS"), ("HEAD", "/nowhere", "unknown"), ("OPTIONS", "/iss", "iss"),
        ("BREW", "/bot1/x", "bot"), ("get", "/", "GET, HEAD, OPTIONS"),
    ]

    @Test("tells a wrong method from an unknown path", arguments: methods)
    func method(_ row: (method: String, path: String, answer: String)) {
        let answer =
            switch Self.table.match(row.method, row.path) {
            case .found(let route, _): route
            case .allows(let methods, let isQuestion): (isQuestion ? "? " : "") + methods.joined(separator: ", ")
            case .unknownPath: "unknown"
            }
        #expect(answer == row.answer)
    }

    @Test("answers over a socket: 200, 404, 405 with Allow, OPTIONS, and HEAD without a body")
    func responses() async throws {
        let table = RouteTable<WebHandler>([
            .get("/feeds/{id:int}") { _, path in .text("feed \(path.integer("id"))") },
            .post("/feeds") { request, _ in .text("\(request.body.count) bytes", status: 201) },
        ])
        try await withServer {
            await table.respond(to: $0)
        } _: { server, client in
            let rows: [(method: String, path: String, status: Int, allow: String?, text: String)] = [
                ("GET", "/feeds/7", 200, nil, "feed 7"),
                ("GET", "/feeds/x", 404, nil, "There is nothing at this path\n"),
                ("DELETE", "/feeds/7", 405, "GET, HEAD, OPTIONS", "This path takes GET, HEAD, OPTIONS\n"),
                ("OPTIONS", "/feeds", 204, "POST, OPTIONS", ""), ("POST", "/feeds", 201, nil, "0 bytes"),
            ]
            for row in rows {
                let connection = try #require(RawConnection(port: server.port))
                connection.send("\(row.method) \(row.path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let answer = await connection.receive()
                #expect(answer.hasPrefix("HTTP/1.1 \(row.status) "))
                #expect(answer.hasSuffix("\r\n\r\n" + row.text))
                if let allow = row.allow { #expect(answer.contains("\r\nAllow: \(allow)\r\n")) }
            }
            let head = try #require(RawConnection(port: server.port))
            head.send("HEAD /feeds/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = await head.receive()
            #expect(answer.contains("\r\nContent-Length: 6\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }
    }
}
