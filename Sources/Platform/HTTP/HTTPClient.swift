/// An HTTP/1.1 client with a connection pool of its own; one thread of it drives all transfers.
///
/// - A request is sent at most once: libcurl's silent repetition on a dead kept-alive connection is switched off,
///   because a `sendMessage` done twice is a message shown twice. Repeating is the caller's decision.
/// - Timeouts here are deadlines of the real network, so they do not follow a `MarketClock`.
/// - Cancelling the task removes the transfer at once and closes its connection.
/// - Proxies come from the environment (``HTTPProxies``), except for loopback hosts.
package final class HTTPClient: Sendable {
    private let options: HTTPClientOptions
    private let loop: CurlLoop

    package init(options: HTTPClientOptions = HTTPClientOptions()) {
        self.options = options
        loop = CurlLoop(options: options)
    }

    deinit {
        loop.stop()
    }

    /// Sends one request and returns the complete answer, whatever its status.
    ///
    /// - Throws: ``HTTPError``, or `CancellationError` when the task was cancelled.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        do {
            let response = try await sendUncounted(request)
            options.metrics?.requests.add(.init(status: response.status))
            return response
        } catch {
            options.metrics?.requests.add(.init(error))
            throw error
        }
    }

    /// - Parameter isolation: the caller's, so that its actor is not left for the wait: that would be two more changes of thread.
    private func sendUncounted(_ request: HTTPRequest, isolation: isolated (any Actor)? = #isolation) async throws
        -> HTTPResponse
    {
        try Task.checkCancellation()
        let transfer = try Transfer(request, options: options)
        return try await withTaskCancellationHandler {
            _ = isolation  // Only a closure that holds it stays there.
            return try await HandOver.wait { loop.start(transfer, $0) }
        } onCancel: {
            loop.cancel(transfer)
        }
    }

    /// Ends all transfers with `cancelledByShutdown`, closes the connections and waits for the thread to end.
    ///
    /// Later requests get the same error. Calling it again is fine.
    package func shutdown() async {
        await withCheckedContinuation { continuation in
            loop.stop { continuation.resume() }
        }
    }
}
