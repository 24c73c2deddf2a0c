/// An HTTP/1.1 server over libmicrohttpd: one epoll thread, and no thread held by a handler that waits.
///
/// Every complete request becomes a task that runs the handler; its connection is suspended until the answer is there.
/// When the peer leaves meanwhile, the task is cancelled within a quarter of a second. A request with both
/// `Transfer-Encoding` and `Content-Length` gets 400 (request smuggling), a body above the limit 413.
package final class WebServer: Sendable {
    /// The port listened on; the one the system chose when 0 was asked for.
    package let port: UInt16
    private let host: String
    private let core: WebServerCore

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - host: A numeric address; default 127.0.0.1, reachable from this machine only.
    ///   - port: 0 lets the system choose.
    ///   - maximumBodyBytes: Default 64 MiB.
    /// - Throws: ``WebServerError``.
    package init(
        host: String = "127.0.0.1",
        port: UInt16 = 0,
        maximumBodyBytes: Int = 64 << 20,
        handler: @escaping @Sendable (WebRequest) async -> WebResponse
    ) throws {
        self.host = host
        core = WebServerCore(maximumBodyBytes: maximumBodyBytes, handler: handler)
        self.port = try core.listen(on: try SocketAddress(host: host, port: port))
    }

    deinit {
        core.stopInBackground {}
    }

    /// `http://host:port`, to put paths after.
    package var baseURL: String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Connections accepted since the start; with keep-alive fewer than requests.
    package var acceptedConnections: Int { core.acceptedConnections }

    /// Stops listening, answers what waits with 503, cancels the handlers and closes all connections.
    ///
    /// Does not wait for a handler that ignores its cancellation: its answer goes nowhere. Calling it again is fine.
    package func stop() async {
        await withCheckedContinuation { continuation in
            core.stopInBackground { continuation.resume() }
        }
    }
}
