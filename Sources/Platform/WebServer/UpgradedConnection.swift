import CMicroHTTPD
import Glibc

/// A connection that libmicrohttpd has handed over: a thread for its bytes, a task for what it is good for.
final class UpgradedConnection: @unchecked Sendable {  // `task` is behind its lock; the rest is constant.
    private let upgrade: WebSocketUpgrade
    private let core: WebServerCore
    private let task = Lock<Task<Void, Never>?>(nil)

    init(_ upgrade: WebSocketUpgrade, core: WebServerCore) {
        self.upgrade = upgrade
        self.core = core
    }

    /// On the daemon's thread: the socket is ours from here until ``cmicrohttpd_close_upgraded``.
    ///
    /// - Parameter first: what the client sent behind its request.
    func begin(_ socket: CInt, _ handle: OpaquePointer, first: [UInt8]) {
        let raw = LibraryHandle(raw: handle)
        let options = upgrade.options
        // The server stops, or the system has no pipe: the client sees the connection end.
        guard core.open(self), let outbox = try? WebSocketOutbox(limit: options.unsent, masks: false) else {
            core.closed(self)
            _ = cmicrohttpd_close_upgraded(handle)
            return
        }
        let (stream, messages) = AsyncThrowingStream<WebSocketMessage, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(options.waiting)
        )
        let webSocket = WebSocket(subprotocol: upgrade.subprotocol, outbox: outbox, messages: stream)
        let serve = upgrade.serve
        let running = Task {
            await serve(webSocket)
            webSocket.close()
        }
        task.withLock { $0 = running }
        let isStarted = WebSocketThread.start { [self] in
            let transport = SocketTransport(descriptor: socket) { _ = cmicrohttpd_close_upgraded(raw.raw) }
            var loop = WebSocketLoop(
                transport,
                reading: .client,
                outbox: outbox,
                continuation: messages,
                options: options,
                first: first
            )
            loop.run()
            running.cancel()
            core.closed(self)
        }
        guard !isStarted else { return }
        running.cancel()
        _ = cmicrohttpd_close_upgraded(handle)
        core.closed(self)
    }

    /// The server stops: the task ends, and with it the connection.
    func stop() {
        task.withLock { $0 }?.cancel()
    }
}
