import Foundation
import Platform
import Testing

@Suite("HTTP client", .timeLimit(.minutes(1)))
struct HTTPClientTests {
    @Test("brings status, headers and body, and reuses its connection")
    func keepAlive() async throws {
        let server = try WebServer { request in
            .text("\(request.method) \(request.path)", status: 418, headers: [("X-Two", "a"), ("X-Two", "b")])
        }
        let client = HTTPClient()
        for round in 1...5 {
            let response = try await client.send(HTTPRequest(url: "\(server.baseURL)/чай/\(round)".asciiPath))
            #expect(response.status == 418)
            #expect(response.text == "GET /чай/\(round)")
            #expect(response.header("x-two") == "a")
            #expect(response.headers.filter { $0.name == "X-Two" }.map(\.value) == ["a", "b"])
        }
        #expect(server.acceptedConnections == 1)
        await client.shutdown()
        await server.stop()
    }

    @Test("answers a hundred requests at once over at most the allowed connections")
    func concurrent() async throws {
        let server = try WebServer { .text($0.queryValue("n") ?? "") }
        let client = HTTPClient()
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
        await client.shutdown()
        await server.stop()
    }
}

extension String {
    /// Percent-encodes what is not ASCII.
    var asciiPath: String {
        unicodeScalars.map { $0.isASCII ? String($0) : URLEncoding.component(String($0)) }.joined()
    }
}
