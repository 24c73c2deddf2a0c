import CMicroHTTPD

/// A body that comes in pieces, late or not at all; lives on the daemon's thread.
final class SpoiledBody {
    private let bytes: [UInt8]
    private let fault: WebFault
    private let exchange: WebExchange
    private let connection: OpaquePointer
    /// Time between two pieces of a slow body.
    private static let pauseMilliseconds = 50

    init(_ bytes: [UInt8], fault: WebFault, exchange: WebExchange, connection: OpaquePointer) {
        self.bytes = bytes
        self.fault = fault
        self.exchange = exchange
        self.connection = connection
    }

    /// The largest piece libmicrohttpd asks for.
    var pieceBytes: Int {
        guard case .slowBody(let rate) = fault else { return 16 << 10 }
        return max(1, rate * Self.pauseMilliseconds / 1000)
    }

    /// - Returns: The number of bytes written; 0 after suspending.
    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        exchange.unpark()
        let endWithError = -2  // MHD_CONTENT_READER_END_WITH_ERROR, a cast macro that Swift does not import.
        guard !exchange.isAbandoned else { return endWithError }
        var limit = bytes.count
        switch fault {
        case .truncated(let count):
            guard position < count else { return endWithError }
            limit = min(limit, count)
        case .stalled(let count):
            guard position < count else { return exchange.holdBody(connection, takingTurns: false) ? 0 : endWithError }
            limit = min(limit, count)
        case .slowBody:
            guard !exchange.holdBody(connection, takingTurns: true) else { return 0 }
            exchange.giveTurn(afterMilliseconds: Self.pauseMilliseconds)
        case .none, .closeBeforeReply, .reset:
            break
        }
        let count = min(buffer.count, pieceBytes, limit - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        return count
    }
}
