import Foundation
import Platform
import Synchronization
import Testing

@Suite("HTTP client", .timeLimit(.minutes(5)))
struct HTTPClientTests {
    @Test("brings status, headers and body, and reuses its connection")
    func keepAlive() async throws {
        try await withServer { request in
            .text("\(request.method) \(request.path)", status: 418, headers: [("X-Two", "a"), ("X-Two", "b")])
        } _: { server, client in
            for round in 1...5 {
                let path = URLEncoding.component("чай \(round)")
                let response = try await client.send(HTTPRequest(url: "\(server.baseURL)/\(path)"))
                #expect(response.status == 418)
                #expect(response.text == "GET /чай \(round)")
                #expect(response.header("x-two") == "a")
                #expect(response.headers.filter { $0.name == "X-Two" }.map(\.value) == ["a", "b"])
                #expect(response.effectiveURL == "\(server.baseURL)/\(path)")
            }
            #expect(server.acceptedConnections == 1)
        }
    }

    @Test("answers a hundred requests at once over at most the allowed connections")
    func concurrent() async throws {
        try await withServer {
            .text($0.queryValue("n") ?? "")
        } _: { server, client in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...100 {
                    group.addTask {
                        Int(try await client.send(HTTPRequest(url: "\(server.baseURL)/?n=\(number)")).text) ?? 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 5050)
            #expect((1...8).contains(server.acceptedConnections))
        }
    }

    @Test("decompresses gzip")
    func gzip() async throws {
        // Python: gzip.compress('Задержка публикации: 12 с\n'.encode(), 9, mtime=0)
        let packed = try #require(Data(base64Encoded: GzipFixtures.sentence))
        try await withServer { request in
            WebResponse(headers: [("Content-Encoding", "gzip")], body: Array(packed))
        } _: { server, client in
            let response = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(response.text == "Задержка публикации: 12 с\n")
        }
    }

    @Test("counts the decompressed size against the limit, and stops there")
    func compressedBomb() async throws {
        let packed = try #require(Data(base64Encoded: GzipFixtures.threeMillionZeros))
        try await withServer { _ in
            WebResponse(headers: [("Content-Encoding", "gzip")], body: Array(packed))
        } _: { server, client in
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL, maximumResponseBytes: 1 << 20))
            #expect(error?.kind == .tooLarge)
        }
    }

    @Test("accepts a body of exactly the limit and refuses one byte more")
    func limit() async throws {
        try await withServer { _ in
            .text(String(repeating: "x", count: 5000))
        } _: { server, client in
            let fits = HTTPRequest(url: server.baseURL, maximumResponseBytes: 5000)
            let exact = try await client.send(fits)
            #expect(exact.body.count == 5000)
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL, maximumResponseBytes: 4999))
            #expect(error?.kind == .tooLarge)
            #expect(error?.mayHaveBeenSent == true)
        }
    }

    @Test("ends with a timeout at the deadline, not before")
    func timeout() async throws {
        let gate = Gate()
        try await withServer { _ in
            await gate.wait()
            return .text("late")
        } _: { server, client in
            let start = ContinuousClock.now
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL, timeout: .milliseconds(200)))
            let spent = ContinuousClock.now - start
            #expect(error?.kind == .timeout)
            #expect(error?.mayHaveBeenSent == true)
            #expect(spent >= .milliseconds(199) && spent < .seconds(5))
            gate.open()
        }
    }

    @Test("counts the wait for a free connection into the timeout")
    func timeoutInLine() async throws {
        var options = HTTPClientOptions()
        options.maximumConnectionsPerHost = 1
        let arrived = Gate()
        let gate = Gate()
        try await withServer(options: options) { request in
            arrived.open()
            await gate.wait()
            return .text("done")
        } _: { server, client in
            async let first = client.send(HTTPRequest(url: server.baseURL))
            await arrived.wait()
            let error = try await client.failure(of: HTTPRequest(url: server.baseURL, timeout: .milliseconds(200)))
            #expect(error?.kind == .timeout)
            #expect(error?.mayHaveBeenSent == false)
            gate.open()
            let answer = try await first
            #expect(answer.text == "done")
        }
    }

    @Test("passes cancellation on to the server by closing the connection")
    func cancellation() async throws {
        let arrived = Gate()
        let wasCancelled = Gate()
        try await withServer { _ in
            arrived.open()
            await Gate().wait()  // Nobody opens it: only cancellation ends the wait.
            if Task.isCancelled { wasCancelled.open() }
            return .text("nobody reads this")
        } _: { server, client in
            let task = Task { try await client.send(HTTPRequest(url: server.baseURL, timeout: .seconds(50))) }
            await arrived.wait()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await wasCancelled.wait()
        }
    }

    @Test("survives cancellation at any moment and goes on working")
    func cancellationStorm() async throws {
        try await withServer { _ in
            .text("ok")
        } _: { server, client in
            for round in 0..<200 {
                let task = Task { try await client.send(HTTPRequest(url: server.baseURL)).status }
                for _ in 0..<round % 20 { await Task.yield() }
                task.cancel()
                switch await task.result {
                case .success(let status): #expect(status == 200)
                case .failure(let error): #expect(error is CancellationError)
                }
            }
            let last = try await client.send(HTTPRequest(url: server.baseURL))
            #expect(last.status == 200)
        }
    }

    @Test("ends what runs and what comes later with cancelledByShutdown")
    func shutdown() async throws {
        let arrived = Gate()
        try await withServer { _ in
            arrived.open()
            await Gate().wait()
            return .text("")
        } _: { server, client in
            async let running = client.failure(of: HTTPRequest(url: server.baseURL))
            await arrived.wait()
            await client.shutdown()
            let ended = try await running
            #expect(ended?.kind == .cancelledByShutdown)
            let later = try await client.failure(of: HTTPRequest(url: server.baseURL))
            #expect(later?.kind == .cancelledByShutdown)
            await client.shutdown()
        }
    }

    @Test("follows redirects only when asked, and reports where it ended")
    func redirects() async throws {
        try await withServer { request in
            switch request.path {
            case "/start": WebResponse(status: 302, headers: [("Location", "/end?x=1")])
            case "/loop": WebResponse(status: 302, headers: [("Location", "/loop")])
            case "/file": WebResponse(status: 302, headers: [("Location", "file:///etc/passwd")])
            default: .text("end")
            }
        } _: { server, client in
            let start = try await client.send(HTTPRequest(url: "\(server.baseURL)/start"))
            #expect(start.status == 302)
            let end = try await client.send(HTTPRequest(url: "\(server.baseURL)/start", followRedirects: true))
            #expect(end.status == 200)
            #expect(end.text == "end")
            #expect(end.header("Location") == nil)
            #expect(end.effectiveURL == "\(server.baseURL)/end?x=1")
            for path in ["/loop", "/file"] {
                let request = HTTPRequest(url: server.baseURL + path, followRedirects: true)
                let error = try await client.failure(of: request)
                #expect(error?.kind == .redirect)
            }
        }
    }
}
