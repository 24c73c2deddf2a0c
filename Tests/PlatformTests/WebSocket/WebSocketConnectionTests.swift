import Platform
import Testing

/// Client and server over a real socket on loopback.
@Suite("WebSocket connections", .timeLimit(.minutes(1)))
struct WebSocketConnectionTests {
    /// Answers each text with the text, until "bye".
    private static func echo(_ options: WebSocketOptions = WebSocketOptions()) throws -> WebServer {
        try WebServer { request in
            guard request.path == "/ws/echo" else { return .text("no", status: 404) }
            let offered = WebSocketHandshake.subprotocols(of: request)
            let chosen = offered.contains("json") ? "json" : nil
            return .webSocket(for: request, subprotocol: chosen, options: options) { socket in
                do {
                    for try await message in socket.messages {
                        guard case .text(let text) = message else { continue }
                        switch text {
                        case "bye": socket.close(.init(rawValue: 4008), "too many")
                        case "drop": socket.abort()
                        case "token": try socket.send(request.header("Authorization") ?? "none")
                        default: try socket.send(text)
                        }
                    }
                } catch {
                    // The client has left.
                }
            }
        }
    }

    private static func url(_ server: WebServer, _ path: String = "/ws/echo") -> String {
        "ws" + server.baseURL.dropFirst(4) + path
    }

    private static func next(_ messages: inout AsyncThrowingStream<WebSocketMessage, any Error>.AsyncIterator)
        async throws
        -> WebSocketMessage?
    {
        try await messages.next(isolation: #isolation)
    }

    @Test("texts of every size come back, with the headers and the subprotocol of the handshake")
    func echo() async throws {
        let server = try Self.echo()
        let request = WebSocketClient.Request(
            url: Self.url(server),
            headers: [("Authorization", "Bearer t.x")],
            subprotocols: ["json", "other"]
        )
        let socket = try await WebSocketClient().open(request)
        #expect(socket.subprotocol == "json")
        var messages = socket.messages.makeAsyncIterator()
        for size in [0, 5, 125, 126, 65_535, 65_536, 900_000] {
            let text = String(repeating: "я", count: size / 2)
            try socket.send(text)
            #expect(try await Self.next(&messages) == .text(text))
        }
        try socket.send("token")
        #expect(try await Self.next(&messages) == .text("Bearer t.x"))
        // A thousand at once, in order; fragments and a ping between them.
        for number in 0..<1_000 { try socket.send("\(number)") }
        for number in 0..<1_000 { #expect(try await Self.next(&messages) == .text("\(number)")) }
        try socket.send(WebSocketFrame(.text, Array("He".utf8), isFinal: false))
        try socket.send(WebSocketFrame(.ping, [1]))
        try socket.send(WebSocketFrame(.continuation, Array("llo".utf8)))
        #expect(try await Self.next(&messages) == .text("Hello"))
        socket.close()
        let end = await #expect(throws: WebSocketError.self) { try await Self.next(&messages) }
        #expect(end?.kind == .closed && end?.closeCode == .normal)
        #expect(throws: WebSocketError.self) { try socket.send("late") }
        await server.stop()
    }

    @Test("a close code, a break without one, and a path without a WebSocket are told apart")
    func ends() async throws {
        let server = try Self.echo()
        for (word, kind, code) in [
            ("bye", WebSocketError.Kind.closed, WebSocketCloseCode(rawValue: 4008)), ("drop", .broken, .abnormal),
        ] {
            let socket = try await WebSocketClient().open(.init(url: Self.url(server)))
            #expect(socket.subprotocol == nil)
            try socket.send(word)
            var messages = socket.messages.makeAsyncIterator()
            let end = await #expect(throws: WebSocketError.self) { try await Self.next(&messages) }
            #expect(end?.kind == kind && end?.closeCode == code)
        }
        let missing = await #expect(throws: WebSocketError.self) {
            _ = try await WebSocketClient().open(.init(url: Self.url(server, "/ws/")))
        }
        #expect(missing?.kind == .refused && missing?.status == 404)
        await server.stop()
        let gone = await #expect(throws: WebSocketError.self) {
            _ = try await WebSocketClient().open(.init(url: Self.url(server)))
        }
        #expect(gone?.kind == .unreachable)
    }

    @Test("a server that stops says goodbye, with a dozen connections open")
    func stopping() async throws {
        let server = try Self.echo()
        var sockets: [WebSocket] = []
        for _ in 0..<12 {
            let socket = try await WebSocketClient().open(.init(url: Self.url(server)))
            sockets.append(socket)
            // Only now has the server taken it over.
            try socket.send("here")
            var messages = socket.messages.makeAsyncIterator()
            #expect(try await Self.next(&messages) == .text("here"))
        }
        async let stopped: Void = server.stop()
        for socket in sockets {
            var messages = socket.messages.makeAsyncIterator()
            let end = await #expect(throws: WebSocketError.self) { try await Self.next(&messages) }
            #expect(end?.kind == .closed)
        }
        await stopped
    }

    @Test("a server tells why when it takes no more")
    func tooLarge() async throws {
        var small = WebSocketOptions()
        small.limits.message = 10
        let server = try Self.echo(small)
        let socket = try await WebSocketClient().open(.init(url: Self.url(server)))
        try socket.send("0123456789")
        var messages = socket.messages.makeAsyncIterator()
        #expect(try await Self.next(&messages) == .text("0123456789"))
        try socket.send("01234567890")
        let end = await #expect(throws: WebSocketError.self) { try await Self.next(&messages) }
        #expect(end?.kind == .closed && end?.closeCode == .tooLarge)
        await server.stop()
    }

    @Test("a peer that says nothing, not even pong, is given up; one that answers pings is kept")
    func silence() async throws {
        var options = WebSocketOptions()
        options.pingAfter = .milliseconds(50)
        options.silence = .seconds(2)
        let deaf = try DeafServer()
        let unheard = try await WebSocketClient(options: options).open(.init(url: "ws://127.0.0.1:\(deaf.port)/"))
        var messages = unheard.messages.makeAsyncIterator()
        let start = ContinuousClock.now
        let end = await #expect(throws: WebSocketError.self) { try await Self.next(&messages) }
        #expect(end?.kind == .silent && start.duration(to: .now) >= .seconds(2))
        // By now a connection of the same age to one that answers would be given up too, were its pongs not heard.
        let server = try Self.echo()
        let heard = try await WebSocketClient(options: options).open(.init(url: Self.url(server)))
        let other = try await WebSocketClient(options: options).open(.init(url: "ws://127.0.0.1:\(deaf.port)/"))
        var others = other.messages.makeAsyncIterator()
        _ = await #expect(throws: WebSocketError.self) { try await Self.next(&others) }
        try heard.send("still here")
        var answers = heard.messages.makeAsyncIterator()
        #expect(try await Self.next(&answers) == .text("still here"))
        await server.stop()
    }

    @Test("a request that is no handshake is refused with what is missing")
    func refusals() async throws {
        let good: [(String, String)] = [
            ("Upgrade", "websocket"), ("Connection", "keep-alive, Upgrade"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        func status(_ headers: [(String, String)], method: String = "GET") -> Int? {
            WebSocketHandshake.refusal(of: WebRequest(method: method, path: "/", headers: headers))?.status
        }
        #expect(status(good) == nil)
        #expect(status(good, method: "POST") == 426 && status(Array(good.dropFirst())) == 426)
        #expect(status(good.filter { $0.0 != "Sec-WebSocket-Version" }) == 426)
        #expect(status(good.filter { $0.0 != "Sec-WebSocket-Key" } + [("Sec-WebSocket-Key", "short")]) == 400)
        // RFC 6455 §1.3.
        #expect(try WebSocketHandshake.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
}
