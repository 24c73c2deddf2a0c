import Glibc

/// Moves the bytes of one connection on a thread of its own, from the end of the handshake to the end.
struct WebSocketLoop<Transport: WebSocketTransport> {
    let transport: Transport
    let outbox: WebSocketOutbox
    let continuation: AsyncThrowingStream<WebSocketMessage, any Error>.Continuation
    let options: WebSocketOptions
    private var decoder: WebSocketDecoder
    private var unsent: ArraySlice<UInt8> = []
    private var lastByte = ContinuousClock.now
    private var hasPinged = false
    /// When a goodbye that nobody answers is over.
    private var goodbye: ContinuousClock.Instant?

    /// Waiting for the peer's own close frame.
    private static var farewell: Duration { .seconds(3) }

    init(
        _ transport: Transport,
        reading peer: WebSocketDecoder.Peer,
        outbox: WebSocketOutbox,
        continuation: AsyncThrowingStream<WebSocketMessage, any Error>.Continuation,
        options: WebSocketOptions,
        first: [UInt8]
    ) {
        self.transport = transport
        self.outbox = outbox
        self.continuation = continuation
        self.options = options
        decoder = WebSocketDecoder(reading: peer, limits: options.limits)
        decoder.receive(first)
    }

    /// Blocks until the connection is over.
    mutating func run() {
        var isAbort = false
        do throws(WebSocketError) {
            while true {
                try readMessages()
                let next = outbox.take()
                if next.isAborted {
                    isAbort = true
                    throw WebSocketError(.closed, closeCode: .abnormal, "torn down by us")
                }
                unsent += next.bytes
                if next.isClosing, goodbye == nil { goodbye = .now + Self.farewell }
                try write()
                try receiveOrWait()
                try judgeTime()
            }
        } catch {
            outbox.end()
            if !isAbort, error.kind != .broken, error.kind != .silent { lastWords(error) }
            transport.finish(isAbort: isAbort)
            continuation.finish(throwing: error)
        }
    }

    /// Tells the peer why, as far as it takes that at once.
    private mutating func lastWords(_ error: WebSocketError) {
        if let code = error.closeCode, error.kind != .closed { outboxLast(.close(code, error.detail)) }
        while !unsent.isEmpty, case .bytes(let count) = transport.send(unsent) { unsent = unsent.dropFirst(count) }
    }

    private mutating func outboxLast(_ frame: WebSocketFrame) {
        let mask: [UInt8]? = outbox.needsMask ? [1, 2, 3, 4] : nil
        unsent += frame.encoded(mask: mask)
    }

    private mutating func readMessages() throws(WebSocketError) {
        while let message = try decoder.next() {
            switch message {
            case .text, .binary:
                guard case .enqueued = continuation.yield(message) else {
                    throw WebSocketError(
                        .overflow,
                        closeCode: .internalError,
                        "more than \(options.waiting) messages wait for the reader"
                    )
                }
            case .ping(let payload):
                // A goodbye may be on its way: then no pong is owed.
                try? outbox.put(WebSocketFrame(.pong, payload))
            case .pong: break
            case .close(let code, let reason):
                // Answered with its own code, then it is over (§5.5.1).
                outbox.close(code == .none ? nil : code, "")
                unsent += outbox.take().bytes
                // The peer has said goodbye already: an answer that it no longer takes is not missed.
                try? write()
                throw WebSocketError(.closed, closeCode: code, reason.isEmpty ? "closed by the peer" : reason)
            }
        }
    }

    private mutating func write() throws(WebSocketError) {
        while !unsent.isEmpty {
            switch transport.send(unsent) {
            case .bytes(let count): unsent = unsent.dropFirst(count)
            case .again: return
            case .end: throw WebSocketError(.broken, closeCode: .abnormal, "the connection is gone")
            case .failed(let words): throw WebSocketError(.broken, closeCode: .abnormal, words)
            }
        }
        unsent = []
    }

    /// Reads until there is nothing left, since TLS may hold bytes that poll(2) does not see; then waits for a sign.
    private mutating func receiveOrWait() throws(WebSocketError) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        switch transport.receive(into: &buffer) {
        case .bytes(let count):
            decoder.receive(buffer[..<count])
            lastByte = .now
            hasPinged = false
        case .again:
            var watched = [
                pollfd(
                    fd: transport.descriptor,
                    events: Int16(POLLIN) | (unsent.isEmpty ? 0 : Int16(POLLOUT)),
                    revents: 0
                ), pollfd(fd: outbox.bell, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&watched, nfds_t(watched.count), CInt(clamping: untilNext.wholeMilliseconds))
        case .end: throw WebSocketError(.broken, closeCode: .abnormal, "the peer broke off without a close frame")
        case .failed(let words): throw WebSocketError(.broken, closeCode: .abnormal, words)
        }
    }

    private var untilNext: Duration {
        let now = ContinuousClock.now
        let due = goodbye ?? lastByte + (hasPinged ? options.silence : options.pingAfter)
        return max(.milliseconds(1), now.duration(to: due))
    }

    private mutating func judgeTime() throws(WebSocketError) {
        let now = ContinuousClock.now
        if let goodbye, goodbye <= now {
            throw WebSocketError(.closed, closeCode: .abnormal, "the peer did not answer our goodbye")
        }
        let quiet = lastByte.duration(to: now)
        if quiet >= options.silence {
            throw WebSocketError(
                .silent,
                closeCode: .abnormal,
                "nothing came for \(options.silence.wholeMilliseconds) ms"
            )
        }
        if quiet >= options.pingAfter, !hasPinged {
            hasPinged = true
            try? outbox.put(WebSocketFrame(.ping))  // Not while a goodbye is on its way.
        }
    }
}
