/// A walk over the bytes of a segment.
struct JournalScan {
    /// What comes at the place that was reached.
    enum Step {
        case record(JournalRecord)
        /// The bytes end behind a whole record.
        case end
        /// From here on the bytes are what a crash left of the last write; nothing of it had been acknowledged.
        case torn
        /// A record that had been durable is damaged.
        case damaged
    }

    private let segment: JournalSegment
    private let bytes: [UInt8]
    private(set) var offset = 0
    private(set) var next: UInt64

    init(_ segment: JournalSegment, _ bytes: [UInt8]) {
        self.segment = segment
        self.bytes = bytes
        next = segment.first
    }

    mutating func step() -> Step {
        if offset == 0 {
            guard bytes.starts(with: segment.header) else { return wasDurable ? .damaged : .torn }
            offset = JournalSegment.headerBytes
        }
        if offset == bytes.count { return .end }
        guard let frame = JournalFrame.read(bytes, at: offset, numbers: next...next) else {
            return wasDurable ? .damaged : .torn
        }
        offset = frame.payload.upperBound
        next += 1
        return .record(JournalRecord(number: frame.number, payload: Array(bytes[frame.payload])))
    }

    /// Whether a later write is there: it was begun only when the bytes here were durable.
    ///
    /// Looks at every offset, since a damaged length says nothing of where the next record is.
    private var wasDurable: Bool {
        let numbers = next...(next + UInt64(bytes.count / JournalFrame.headerBytes) + 1)
        var place = offset
        while place + JournalFrame.headerBytes <= bytes.count {
            if let frame = JournalFrame.read(bytes, at: place, numbers: numbers) {
                // The header of a file is made durable before its first record is written.
                if offset == 0 || frame.number - UInt64(frame.place) > next { return true }
                place = frame.payload.upperBound
            } else {
                place += 1
            }
        }
        return false
    }
}
