import Glibc

/// What waits to be sent, and the bell that wakes the connection's thread.
final class WebSocketOutbox: @unchecked Sendable {  // `state` is behind its lock; the pipe's ends never change.
    struct State {
        var bytes: [UInt8] = []
        var isClosing = false
        var isAborted = false
        var isOver = false
    }

    private let state = Lock(State())
    private let limit: Int
    /// Of a client: frames are masked.
    let needsMask: Bool
    private var ends: (read: CInt, write: CInt) = (-1, -1)

    /// - Throws: ``WebSocketError`` of kind `misconfigured` where the system gives no pipe.
    init(limit: Int, masks: Bool) throws(WebSocketError) {
        self.limit = limit
        needsMask = masks
        var pair: [CInt] = [-1, -1]
        guard pipe(&pair) == 0 else { throw WebSocketError(.misconfigured, "the system has no pipe left") }
        for end in pair {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        ends = (pair[0], pair[1])
    }

    deinit {
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }

    /// Readable when there is something to do.
    var bell: CInt { ends.read }

    func put(_ frame: WebSocketFrame) throws(WebSocketError) {
        let bytes = encoded(frame)
        let error: WebSocketError? = state.withLock { state in
            guard !state.isClosing, !state.isOver, !state.isAborted else {
                return WebSocketError(.closed, "the connection is closed")
            }
            guard state.bytes.count + bytes.count <= limit else {
                return WebSocketError(.overflow, "the peer takes less than is sent: \(limit) bytes wait")
            }
            state.bytes += bytes
            return nil
        }
        if let error { throw error }
        ring()
    }

    func close(_ code: WebSocketCloseCode?, _ reason: String) {
        let bytes = encoded(.close(code, reason))
        state.withLock { state in
            guard !state.isClosing, !state.isOver else { return }
            state.isClosing = true
            state.bytes += bytes
        }
        ring()
    }

    func abort() {
        state.withLock { $0.isAborted = true }
        ring()
    }

    /// For the connection's thread: nothing is taken any more.
    func end() {
        state.withLock { state in
            state.isOver = true
            state.bytes = []
        }
    }

    /// For the connection's thread: what is to be sent now.
    func take() -> (bytes: [UInt8], isClosing: Bool, isAborted: Bool) {
        var byte: [UInt8] = Array(repeating: 0, count: 64)
        while read(ends.read, &byte, byte.count) > 0 {}
        return state.withLock { state in
            defer { state.bytes = [] }
            return (state.bytes, state.isClosing, state.isAborted)
        }
    }

    private func ring() {
        var byte: UInt8 = 1
        // A full pipe rings already.
        _ = write(ends.write, &byte, 1)
    }

    private func encoded(_ frame: WebSocketFrame) -> [UInt8] {
        guard needsMask else { return frame.encoded() }
        // Fresh and not to be guessed, for each frame (RFC 6455, 5.3); Swift's source is the system's.
        return frame.encoded(mask: withUnsafeBytes(of: UInt32.random(in: 0...UInt32.max)) { Array($0) })
    }
}
