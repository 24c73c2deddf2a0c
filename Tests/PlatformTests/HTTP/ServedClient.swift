import Platform

/// Runs a test body against a real server on loopback with a real client, and ends both.
func withServer<Result: Sendable>(
    options: HTTPClientOptions = HTTPClientOptions(),
    maximumBodyBytes: Int = 1 << 20,
    handler: @escaping @Sendable (WebRequest) async -> WebResponse,
    _ body: (WebServer, HTTPClient) async throws -> Result
) async throws -> Result {
    let server = try WebServer(maximumBodyBytes: maximumBodyBytes, handler: handler)
    let client = HTTPClient(options: options)
    do {
        let result = try await body(server, client)
        await client.shutdown()
        await server.stop()
        return result
    } catch {
        await client.shutdown()
        await server.stop()
        throw error
    }
}

/// A place to wait at until another task opens it; a cancelled wait ends too.
struct Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() { continuation.finish() }

    func wait() async {
        for await _ in stream {}
    }
}

extension HTTPClient {
    /// The error a request ends with, nil when it ends with an answer.
    func failure(of request: HTTPRequest) async throws -> HTTPError? {
        do {
            _ = try await send(request)
            return nil
        } catch let error as HTTPError {
            return error
        }
    }
}
