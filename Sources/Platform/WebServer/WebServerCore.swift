import CMicroHTTPD
@preconcurrency import Dispatch  // DispatchQueue and DispatchGroup are not marked Sendable on Linux.
import Glibc

/// The daemon, the requests under way and the order in which all of it stops.
final class WebServerCore: @unchecked Sendable {  // `state` is behind its lock; the rest is constant.
    private struct State {
        var daemon: LibraryHandle?
        var isStopping = false
        var isStopped = false
        var whenStopped: [@Sendable () -> Void] = []
        var accepted = 0
        /// Requests whose handler runs or whose answer is on its way.
        var underWay: [ObjectIdentifier: WebExchange] = [:]
        /// Suspended connections by request, to notice peers that leave: libmicrohttpd does not watch these sockets.
        var parkedSockets: [ObjectIdentifier: CInt] = [:]
        var watchIsScheduled = false
        /// WebSockets that are open: the daemon may not stop before they have given their sockets back.
        var upgraded: [ObjectIdentifier: UpgradedConnection] = [:]
    }

    let maximumBodyBytes: Int
    let handler: @Sendable (WebRequest) async -> WebResponse
    private let state = Lock(State())
    private let queue = DispatchQueue(label: "web server")
    /// Suspended connections, left on the daemon's thread: `MHD_stop_daemon` aborts the process while there is one
    /// (seen with libmicrohttpd 0.9.75).
    private let parked = DispatchGroup()
    /// Answers not sent yet.
    private let answers = DispatchGroup()
    /// Open WebSockets.
    private let sockets = DispatchGroup()

    init(maximumBodyBytes: Int, handler: @escaping @Sendable (WebRequest) async -> WebResponse) {
        self.maximumBodyBytes = maximumBodyBytes
        self.handler = handler
    }

    var acceptedConnections: Int { state.withLock { $0.accepted } }

    /// - Returns: The port.
    func listen(on address: SocketAddress) throws(WebServerError) -> UInt16 {
        var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
        flags |= MHD_ALLOW_UPGRADE.rawValue
        flags |= MHD_USE_SUPPRESS_DATE_NO_CLOCK.rawValue  // The time is the handler's affair.
        if address.isIPv6 { flags |= MHD_USE_IPv6.rawValue }
        errno = 0
        let daemon = address.withPointer { pointer in
            cmicrohttpd_start(
                flags,
                pointer,
                webServerAnswer,
                webServerTarget,
                webServerCompleted,
                webServerConnected,
                Unmanaged.passUnretained(self).toOpaque(),
                320 << 10,  // Request line and headers: Telegram clients put whole messages into the query.
                1000,  // Below FD_SETSIZE and the usual limit of open files.
                120  // Seconds without traffic; suspended connections are exempt.
            )
        }
        guard let daemon else { throw Self.error(errno, address) }
        let handle = LibraryHandle(raw: daemon)
        state.withLock { $0.daemon = handle }
        return cmicrohttpd_port(daemon)
    }

    private static func error(_ code: CInt, _ address: SocketAddress) -> WebServerError {
        let words =
            "Cannot listen on \(address.text): \(code == 0 ? "libmicrohttpd gave up" : String(cString: strerror(code)))"
        return switch code {
        case EADDRINUSE: WebServerError(kind: .portInUse, detail: words)
        case EADDRNOTAVAIL: WebServerError(kind: .badHost, detail: words)
        case EACCES, EPERM: WebServerError(kind: .notPermitted, detail: words)
        default: WebServerError(kind: .local, detail: words)
        }
    }

    // MARK: Requests

    func connectionAccepted() {
        state.withLock { $0.accepted += 1 }
    }

    /// - Returns: False when the server stops: the request then gets 503.
    func begin(_ exchange: WebExchange) -> Bool {
        state.withLock { state in
            guard !state.isStopping else { return false }
            state.underWay[ObjectIdentifier(exchange)] = exchange
            answers.enter()
            return true
        }
    }

    func end(_ exchange: WebExchange) {
        let wasUnderWay = state.withLock { $0.underWay.removeValue(forKey: ObjectIdentifier(exchange)) != nil }
        if wasUnderWay { answers.leave() }
    }

    /// - Returns: False when the server stops.
    func open(_ socket: UpgradedConnection) -> Bool {
        state.withLock { state in
            guard !state.isStopping, state.upgraded.count < Self.mostSockets else { return false }
            state.upgraded[ObjectIdentifier(socket)] = socket
            sockets.enter()
            return true
        }
    }

    func closed(_ socket: UpgradedConnection) {
        let wasOpen = state.withLock { $0.upgraded.removeValue(forKey: ObjectIdentifier(socket)) != nil }
        if wasOpen { sockets.leave() }
    }

    /// Each has a thread.
    private static let mostSockets = 256

    func park(_ exchange: WebExchange, socket: CInt) {
        parked.enter()
        state.withLock { state in
            state.parkedSockets[ObjectIdentifier(exchange)] = socket
            scheduleWatch(&state)
        }
    }

    func unpark(_ exchange: WebExchange) {
        state.withLock { _ = $0.parkedSockets.removeValue(forKey: ObjectIdentifier(exchange)) }
        parked.leave()
    }

    func later(_ milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: work)
    }

    // MARK: Peers that leave

    /// `POLLRDHUP` of poll(2): the peer closed its side.
    ///
    /// Glibc hides it behind `_GNU_SOURCE`.
    private static let peerClosed: Int16 = 0x2000

    private func scheduleWatch(_ state: inout State) {
        guard !state.watchIsScheduled else { return }
        state.watchIsScheduled = true
        later(250) { [weak self] in self?.watch() }
    }

    private func watch() {
        // A parked socket is removed, on the daemon's thread and under this lock, before the daemon can close it.
        let gone = state.withLock { state -> [WebExchange] in
            state.watchIsScheduled = false
            guard !state.parkedSockets.isEmpty else { return [] }
            scheduleWatch(&state)
            let keys = Array(state.parkedSockets.keys)
            var sockets = keys.map { pollfd(fd: state.parkedSockets[$0] ?? -1, events: Self.peerClosed, revents: 0) }
            guard poll(&sockets, nfds_t(sockets.count), 0) > 0 else { return [] }
            return zip(keys, sockets).filter { $1.revents != 0 }.compactMap { key, _ in state.underWay[key] }
        }
        for exchange in gone { exchange.peerLeft() }
    }

    // MARK: Stopping

    func stopInBackground(whenStopped: @escaping @Sendable () -> Void) {
        let (isFirst, isOver) = state.withLock { state in
            if state.isStopped { return (false, true) }
            state.whenStopped.append(whenStopped)
            defer { state.isStopping = true }
            return (!state.isStopping, false)
        }
        if isOver { whenStopped() }
        // A queue of its own, because waiting and MHD_stop_daemon() block; it keeps `self` until the end.
        if isFirst { DispatchQueue(label: "web server stop").async { self.stopBlocking() } }
    }

    private func stopBlocking() {
        let (daemon, exchanges) = state.withLock { ($0.daemon, Array($0.underWay.values)) }
        if let daemon {
            // Who connects from here on gets 503. Not MHD_quiesce_daemon(): where the daemon's thread wakes at that moment both take the
            // socket out of its epoll set, and the second to do so aborts the process (seen with libmicrohttpd 0.9.75).
            for exchange in exchanges { exchange.abandon() }
            for socket in state.withLock({ Array($0.upgraded.values) }) { socket.stop() }
            sockets.wait()
            parked.wait()
            _ = answers.wait(timeout: .now() + .seconds(1))  // For a peer that does not read its 503.
            MHD_stop_daemon(daemon.raw)
        }
        let callbacks = state.withLock { state in
            state.daemon = nil
            state.isStopped = true
            return state.whenStopped
        }
        for callback in callbacks { callback() }
    }
}
