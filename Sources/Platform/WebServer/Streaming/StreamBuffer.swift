/// The pieces of a streamed body between its producer and the socket; to be kept behind a lock.
struct StreamBuffer {
    enum End {
        /// The body is complete.
        case complete
        /// The rest will never come.
        case broken
    }

    /// What the socket can have now.
    enum Supply: Equatable {
        case bytes(Int)
        case nothingYet, complete, broken
    }

    private var pieces: [[UInt8]] = []
    /// Bytes of the first piece that are sent.
    private var sent = 0
    private var waiting = 0
    private(set) var end: End?
    private var writers: [CheckedContinuation<Void, Never>] = []

    var isWorthReading: Bool { waiting > 0 || end != nil }
    var hasRoom: Bool { waiting < WebStream.bufferedBytes }

    mutating func append(_ piece: [UInt8]) {
        pieces.append(piece)
        waiting += piece.count
    }

    mutating func finish(_ end: End) {
        if self.end == nil { self.end = end }
    }

    mutating func hold(_ writer: CheckedContinuation<Void, Never>) {
        writers.append(writer)
    }

    /// The writers that wait, to be resumed outside the lock; each looks again whether it may write.
    mutating func release() -> [CheckedContinuation<Void, Never>] {
        defer { writers = [] }
        return writers
    }

    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Supply {
        var filled = 0
        var used = 0
        while filled < buffer.count, used < pieces.count {
            let count = min(buffer.count - filled, pieces[used].count - sent)
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
            target.copyBytes(from: pieces[used][sent..<sent + count])
            filled += count
            sent += count
            if sent == pieces[used].count {
                used += 1
                sent = 0
            }
        }
        pieces.removeFirst(used)
        waiting -= filled
        if filled > 0 { return .bytes(filled) }
        return switch end {
        case .complete: .complete
        case .broken: .broken
        case nil: .nothingYet
        }
    }
}
