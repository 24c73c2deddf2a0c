package import Market

/// A response of server-sent events, kept alive by comments.
///
/// The heartbeat is what finds a client that vanished without a word, and what keeps proxies from closing a quiet stream.
package struct ServerSentEvents: Sendable {
    /// Puts events into one client's stream.
    package struct Writer: Sendable {
        fileprivate let body: WebBodyWriter

        /// - Throws: `CancellationError` when the client is gone or the server stops.
        package func send(_ event: ServerSentEvent) async throws(CancellationError) {
            try await body.write(event.text)
        }
    }

    private let clock: any MarketClock
    private let heartbeat: Duration

    /// - Parameter heartbeat: time between two comments; default 15 s.
    package init(clock: any MarketClock, heartbeat: Duration = .seconds(15)) {
        self.clock = clock
        self.heartbeat = heartbeat
    }

    /// A stream that lasts until `produce` returns, the client goes away or the server stops.
    package func response(_ produce: @escaping @Sendable (Writer) async throws -> Void) -> WebResponse {
        let stream = WebStream { [clock, heartbeat] body in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await produce(Writer(body: body))
                    return true
                }
                group.addTask {
                    // The first one tells the client at once that the stream is open.
                    while true {
                        try await body.write(":\n\n")
                        try await clock.sleep(for: heartbeat)
                    }
                }
                defer { group.cancelAll() }
                _ = try await group.next()
            }
        }
        return WebResponse(
            headers: [
                ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("X-Accel-Buffering", "no"),
            ],
            content: .stream(stream)
        )
    }
}
