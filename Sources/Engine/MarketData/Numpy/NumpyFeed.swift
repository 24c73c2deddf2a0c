package import Market

/// hftbacktest's event arrays: `data.npy` of an `.npz`, rows of 64 bytes.
///
/// Rows that hold locally count, at the local time, which is when a strategy would have known. Depth rows of one time are one book; their
/// sizes are absolute and 0 removes a level; a clear takes away a side's levels from the best one up to its price, or all where that is no
/// number. Sizes are in lots. The array names no instrument; the
/// file's name stands for it.
package struct NumpyFeed: MarketFeed {
    package let instruments: ContiguousArray<SecID>
    package private(set) var skipped = SkippedLines()
    private let policy: ErrorPolicy
    private let slot: InstrumentSlot
    private let bytes: [UInt8]
    private let start: Int
    private let rowCount: Int
    private var row = 0
    private var changes: ContiguousArray<Change> = []

    private enum Change {
        case level(BookSide, Price, Lots)
        /// From the best level up to a price, that one too.
        case clear(BookSide, upTo: Price)
        case clearAll(BookSide?)
    }

    /// - Parameters:
    ///   - bytes: of `data.npy`.
    ///   - code: what to call the instrument.
    /// - Throws: ``FeedError``
    package init(
        _ bytes: [UInt8],
        code: SecID,
        instruments known: [SecID] = [],
        policy: ErrorPolicy = .fail
    ) throws(FeedError) {
        let header = try NumpyHeader(bytes)
        var names = ContiguousArray(known)
        let index = names.firstIndex(of: code) ?? names.count
        if index == names.count { names.append(code) }
        instruments = names
        slot = InstrumentSlot(index)
        self.bytes = bytes
        self.policy = policy
        start = header.size
        rowCount = header.rows
        guard bytes.count - start >= rowCount * Self.rowSize else {
            throw FeedError(.cut, "the array has \(rowCount) rows, the file ends before them")
        }
    }

    package var progress: Double { rowCount == 0 ? 1 : Double(row) / Double(rowCount) }

    package mutating func next() throws(FeedError) -> MarketEvent? {
        changes.removeAll(keepingCapacity: true)
        var event = MarketEvent()
        event.slot = slot
        while row < rowCount {
            let flags = word(row, 0)
            let time = Timestamp(nanoseconds: Int64(bitPattern: word(row, 2)))
            guard flags & Self.isLocal != 0, let kind = Kind(rawValue: flags & 0xFF) else {
                row += 1
                continue
            }
            if !changes.isEmpty, kind == .trade || time != event.time { return event }
            row += 1
            event.time = time
            do throws(FeedError) {
                if kind == .trade {
                    try readTrade(row - 1, flags, into: &event)
                    return event
                }
                try readDepth(row - 1, flags, kind)
            } catch {
                guard policy == .skip else { throw error }
                skipped.add(error)
            }
        }
        return changes.isEmpty ? nil : event
    }

    package mutating func apply(to book: inout OrderBook) {
        for change in changes {
            switch change {
            // Sizes below zero were refused when the row was read.
            case .level(let side, let price, let lots): _ = try? book.set(side, price, to: lots)
            case .clear(.bid, let end):
                while let best = book.bestBid, best.price >= end { Self.remove(best, .bid, from: &book) }
            case .clear(.ask, let end):
                while let best = book.bestAsk, best.price <= end { Self.remove(best, .ask, from: &book) }
            case .clearAll(nil): book.clear()
            case .clearAll(let side?):
                while let best = book[side].first { Self.remove(best, side, from: &book) }
            }
        }
    }

    private static func remove(_ level: BookLevel, _ side: BookSide, from book: inout OrderBook) {
        // Only less than no lots would be refused.
        _ = try? book.set(side, level.price, to: .zero)
    }

    // MARK: Rows

    private enum Kind: UInt64 {
        case depth = 1
        case trade = 2
        case clear = 3
        case snapshot = 4
    }

    private static let rowSize = 64
    private static let isLocal: UInt64 = 1 << 30
    private static let isBuy: UInt64 = 1 << 29
    private static let isSell: UInt64 = 1 << 28

    private func word(_ row: Int, _ column: Int) -> UInt64 {
        var word: UInt64 = 0
        let offset = start + row * Self.rowSize + column * 8
        for place in (0..<8).reversed() { word = word << 8 | UInt64(bytes[offset + place]) }
        return word
    }

    private mutating func readTrade(_ row: Int, _ flags: UInt64, into event: inout MarketEvent) throws(FeedError) {
        event.kind = .trade
        event.aggressor = flags & Self.isSell != 0 ? .sell : .buy
        event.price = try price(row)
        event.lots = try size(row)
        guard event.lots > .zero else { throw FeedError(.impossible, line: row + 1, "qty: a trade of nothing") }
    }

    private mutating func readDepth(_ row: Int, _ flags: UInt64, _ kind: Kind) throws(FeedError) {
        let side: BookSide? = flags & Self.isBuy != 0 ? .bid : flags & Self.isSell != 0 ? .ask : nil
        if kind == .clear {
            // Both sides are cleared whole; so is one whose row names no price.
            guard let side, Double(bitPattern: word(row, 3)).isFinite else {
                changes.append(.clearAll(side))
                return
            }
            changes.append(.clear(side, upTo: try price(row)))
            return
        }
        guard let side else { throw FeedError(.malformed, line: row + 1, "ev: a level needs a side") }
        changes.append(.level(side, try price(row), try size(row)))
    }

    private func price(_ row: Int) throws(FeedError) -> Price {
        let value = (Double(bitPattern: word(row, 3)) * 1e9).rounded()
        // Why it is none makes no difference: the error names the line.
        guard value.magnitude < 4e18, let price = try? Price(nanos: Int64(value)) else {
            throw FeedError(.malformed, line: row + 1, "px: is no price")
        }
        return price
    }

    private func size(_ row: Int) throws(FeedError) -> Lots {
        let value = (Double(bitPattern: word(row, 4)) * Double(LotScale.perLot)).rounded()
        guard value >= 0, value <= Double(LotScale.most) else {
            throw FeedError(.impossible, line: row + 1, "qty: is no size from 0 to a thousand million lots")
        }
        return Lots(Int64(value))
    }
}

/// What stands before the rows of a `.npy` file.
private struct NumpyHeader {
    let size: Int
    let rows: Int

    /// The largest header that is looked at; numpy's own is about 300 bytes.
    private static let most = 4_096

    init(_ bytes: [UInt8]) throws(FeedError) {
        guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)), bytes.count >= 12 else {
            throw FeedError(.malformed, "data.npy is no numpy array")
        }
        let version = bytes[6]
        guard (1...3).contains(version) else { throw FeedError(.unsupported, "numpy format \(version) is not known") }
        let width = version == 1 ? 2 : 4
        let length = (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[8 + $1]) }
        size = 8 + width + length
        guard length <= Self.most, size <= bytes.count else {
            throw FeedError(.malformed, "the array's header is too long")
        }
        let text = String(decoding: bytes[(8 + width)..<size], as: UTF8.self)
        let names = ["ev", "exch_ts", "local_ts", "px", "qty", "order_id", "ival", "fval"]
        var rest = text[...]
        for name in names {
            guard let found = rest.firstRange(of: "'\(name)'") else {
                throw FeedError(.unsupported, "the array has no column '\(name)', which hftbacktest's events have")
            }
            rest = rest[found.upperBound...]
        }
        guard text.contains("'fortran_order': False"), let shape = text.firstRange(of: "'shape': ("),
            let rows = Int(text[shape.upperBound...].prefix { $0.isNumber }), rows >= 0, rows < 1 << 40
        else { throw FeedError(.malformed, "the array's header names no number of rows") }
        self.rows = rows
    }
}
