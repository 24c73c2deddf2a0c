import Market
import Platform
import TestKit
import Testing

@Suite("Streamed bodies", .timeLimit(.minutes(5)))
struct WebStreamTests {
    @Test("sends pieces as they come, with and without a length", arguments: [nil, 9])
    func pieces(length: Int?) async throws {
        let pieces = AsyncStream<[UInt8]> { continuation in
            for piece in ["one", "two", "six"] { continuation.yield(Array(piece.utf8)) }
            continuation.finish()
        }
        try await withServer { _ in
            WebResponse(
                headers: [("Content-Type", "text/plain")],
                content: .stream(WebStream(length: length, of: pieces))
            )
        } _: { server, client in
            let answer = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(answer.text == "onetwosix")
            #expect(answer.header("Content-Length") == length.map { "\($0)" })
        }
    }

    @Test("the first piece arrives before the second is made")
    func atOnce() async throws {
        let gate = Gate()
        try await withServer { _ in
            WebResponse(
                content: .stream(
                    WebStream { writer in
                        try await writer.write("first")
                        await gate.wait()
                        try await writer.write("second")
                    }
                )
            )
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let beginning = await connection.receive { $0.contains("first") }
            #expect(beginning.contains("Transfer-Encoding: chunked") && !beginning.contains("second"))
            gate.open()
            #expect(await connection.receive().contains("second"))
        }
    }

    @Test("a slow reader holds the producer back, and then gets every byte")
    func backPressure() async throws {
        let total = 32 << 20
        let made = Lock(0)
        try await withServer { _ in
            WebResponse(
                content: .stream(
                    WebStream(length: total) { writer in
                        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 10)
                        for _ in 0..<total / piece.count {
                            try await writer.write(piece)
                            made.withLock { $0 += piece.count }
                        }
                    }
                )
            )
        } _: { server, client in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let other = try await client.send(HTTPRequest(url: server.baseURL, timeout: .seconds(60)))
            #expect(other.body.count == total)
            // The raw reader has read nothing all that time: what its producer made is in the sockets' buffers, 64 kB here.
            let ahead = made.withLock { $0 } - total
            #expect(ahead > 0 && ahead < total / 2, "\(ahead)")
            let answer = await connection.receive()
            #expect(answer.utf8.count > total)
            #expect(made.withLock { $0 } == 2 * total)
        }
    }

    @Test(
        "ends the producer when the client goes away, whether it waits for room or for news",
        arguments: [true, false]
    )
    func clientGone(waitsForRoom: Bool) async throws {
        let ended = Gate()
        let began = Gate()
        try await withServer { _ in
            WebResponse(
                content: .stream(
                    WebStream { writer in
                        defer { ended.open() }
                        try await writer.write("x")
                        began.open()
                        while waitsForRoom { try await writer.write([UInt8](repeating: 0, count: 100_000)) }
                        try await SystemClock().sleep(for: .seconds(300))
                    }
                )
            )
        } _: { server, _ in
            var connection = RawConnection(port: server.port)
            connection?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await began.wait()
            connection = nil
            await ended.wait()
        }
    }

    @Test("breaks the connection when the producer fails or gives too little", arguments: [nil, 100])
    func broken(length: Int?) async throws {
        struct Failure: Error {}
        try await withServer { request in
            WebResponse(
                content: .stream(
                    WebStream(length: length) { writer in
                        try await writer.write("part")
                        if length == nil { throw Failure() }
                    }
                )
            )
        } _: { server, client in
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL))
            #expect(error?.kind == .reset)
        }
    }

    @Test("HEAD does not run the producer")
    func head() async throws {
        let runs = Lock(0)
        try await withServer { _ in
            WebResponse(content: .stream(WebStream(length: 5) { _ in runs.withLock { $0 += 1 } }))
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = await connection.receive()
            #expect(answer.contains("Content-Length: 5") && answer.hasSuffix("\r\n\r\n"))
            #expect(runs.withLock { $0 } == 0)
        }
    }

    @Test("serves 100 streams at once, and a stop ends them all")
    func manyStreams() async throws {
        let hub = Hub()
        let server = try WebServer { _ in
            ServerSentEvents(clock: SystemClock()).response { writer in
                for await number in hub.join() { try await writer.send(ServerSentEvent("\(number)", id: "\(number)")) }
            }
        }
        let connections = try (1...100).map { _ in try #require(RawConnection(port: server.port)) }
        for connection in connections { connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        while hub.count < 100 { await Task.yield() }
        for number in 1...20 { hub.publish(number) }
        let texts = await withTaskGroup(of: String.self) { group in
            for connection in connections {
                group.addTask { await connection.receive { $0.contains("data: 20\n\n") } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(texts.count { $0.components(of: "data: ") == 20 } == 100)
        await server.stop()
        for connection in connections { #expect(await !connection.receive().contains("data:")) }
    }

    @Test("stops while readers are slow, many times over")
    func stopWhileStreaming() async throws {
        for _ in 1...20 {
            let began = Hub()
            let server = try WebServer { _ in
                WebResponse(
                    content: .stream(
                        WebStream { writer in
                            _ = began.join()
                            while true { try await writer.write([UInt8](repeating: 0, count: 10_000)) }
                        }
                    )
                )
            }
            let connections = (1...4).compactMap { _ in RawConnection(port: server.port) }
            for connection in connections { connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
            while began.count < 4 { await Task.yield() }
            await server.stop()
            _ = connections.count
        }
    }
}

/// Numbers for whoever has joined.
private final class Hub: Sendable {
    private let members = Lock<[AsyncStream<Int>.Continuation]>([])

    var count: Int { members.withLock { $0.count } }

    func join() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream<Int>.makeStream()
        members.withLock { $0.append(continuation) }
        return stream
    }

    func publish(_ number: Int) {
        for member in members.withLock({ $0 }) { member.yield(number) }
    }
}
