import Market

/// One record of the binary format: a change of one level, a trade, or a book that stayed as it was.
///
/// 32 bytes, little-endian.
struct BookRecord: BitwiseCopyable, Hashable {
    enum Kind: UInt8 {
        /// The size at a price of the bid; zero removes the level.
        case bid = 1
        case ask = 2
        case buy = 3
        case sell = 4
        /// A book without a change.
        case same = 5
    }

    /// Nanoseconds since 1970.
    let time: Int64
    /// Billionths.
    let price: Int64
    /// Hundred-millionths of a lot.
    let size: Int64
    /// From the lowest bit: slot (16), kind (8), flags (8), zeros (32).
    private let packed: UInt64

    static let size = 32
    private static let endsEvent: UInt64 = 1 << 24
    private static let hasSignal: UInt64 = 1 << 25

    init(_ kind: Kind, _ event: MarketEvent, price: Price = .zero, lots: Lots = .zero, isLast: Bool) {
        time = event.time.nanoseconds
        self.price = price.nanos
        size = lots.count
        var packed = UInt64(event.slot.index) | UInt64(kind.rawValue) << 16
        if isLast { packed |= Self.endsEvent }
        if let signal = event.signal { packed |= Self.hasSignal | UInt64(signal + 1) << 26 }
        self.packed = packed
    }

    var slot: Int { Int(packed & 0xFFFF) }
    /// Nil for a kind that a later version may have.
    var kind: Kind? { Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 16)) }
    var isLast: Bool { packed & Self.endsEvent != 0 }
    var signal: Int8? { packed & Self.hasSignal == 0 ? nil : Int8(packed >> 26 & 3) - 1 }
    /// Whether it is a record of this version: a kind that there is, no unknown bit, a size not below zero, and an end of its event unless it
    /// is a level.
    ///
    /// - Parameter slots: how many instruments there are.
    @inline(__always)
    func isKnown(slots: Int) -> Bool {
        let kind = packed >> 16 & 0xFF
        // All of it is reckoned, and one branch taken: nearly every record passes.
        let isKind = kind &- 1 < 5
        let isWhole = kind < 3 || packed & Self.endsEvent != 0
        return (isKind ? 1 : 0) & (isWhole ? 1 : 0) & (slot < slots ? 1 : 0) & (packed >> 28 == 0 ? 1 : 0)
            & (size >= 0 ? 1 : 0) == 1
    }
}

/// The layout of the binary format around its records; `docs/engine.md` has it as a table.
enum BinaryLayout {
    static let magic = Array("MAYAKBK\n".utf8)
    static let version: UInt32 = 1
    /// Before the names: magic, version, header size, records, instruments, checksum.
    static let fixedHeader = 32
    /// Records to a block at most.
    static let blockRecords = 4_096
    /// Count and checksum.
    static let blockHeader = 8
    static let mostInstruments = 65_536
    /// In the place of the number of records: the file still grows, or was not ended, and goes as far as its last whole block.
    static let openCount = UInt64.max
}
