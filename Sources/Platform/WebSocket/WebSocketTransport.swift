import Glibc

/// A socket that never waits, under a connection's thread.
protocol WebSocketTransport {
    /// What poll(2) looks at.
    var descriptor: CInt { get }

    /// Reads what is there.
    func receive(into buffer: inout [UInt8]) -> WebSocketTransfer

    /// Writes what fits.
    func send(_ bytes: ArraySlice<UInt8>) -> WebSocketTransfer

    /// Lets the socket go; on `isAbort` with a reset where that is possible.
    func finish(isAbort: Bool)
}

/// What became of a read or a write.
enum WebSocketTransfer {
    case bytes(Int)
    /// Nothing now.
    case again
    /// The peer has closed its side.
    case end
    case failed(String)
}

/// A plain socket, as a server has it after the upgrade.
struct SocketTransport: WebSocketTransport {
    let descriptor: CInt
    /// Gives the socket back to whoever owns it.
    let release: () -> Void

    func receive(into buffer: inout [UInt8]) -> WebSocketTransfer {
        let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
        return Self.outcome(count)
    }

    func send(_ bytes: ArraySlice<UInt8>) -> WebSocketTransfer {
        let count = bytes.withUnsafeBytes { bytes in
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
        }
        return Self.outcome(count)
    }

    private static func outcome(_ count: Int) -> WebSocketTransfer {
        if count > 0 { return .bytes(count) }
        if count == 0 { return .end }
        let isNothing = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
        return isNothing ? .again : .failed(String(cString: strerror(errno)))
    }

    func finish(isAbort: Bool) {
        if isAbort { SocketReset.onClose(of: descriptor) }
        release()
    }
}
