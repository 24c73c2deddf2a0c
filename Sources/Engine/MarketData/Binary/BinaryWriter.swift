import Market
import Platform

/// Writes any feed in the binary format: of each book only the levels that differ from the one before.
package struct BinaryWriter {
    package private(set) var events = 0
    private var records: ContiguousArray<BookRecord> = []
    private var books: ContiguousArray<OrderBook> = []
    private var scratch = OrderBook(levelCount: OrderBook.engineLevels)

    package init() {}

    /// - Returns: The file's bytes.
    /// - Throws: ``FeedError``
    package mutating func write(_ feed: inout some MarketFeed) throws(FeedError) -> [UInt8] {
        while let event = try feed.next() {
            events += 1
            guard event.slot.index < BinaryLayout.mostInstruments else {
                throw FeedError(.unsupported, "more than \(BinaryLayout.mostInstruments) instruments")
            }
            while books.count <= event.slot.index { books.append(OrderBook(levelCount: OrderBook.engineLevels)) }
            switch event.kind {
            case .trade:
                let kind: BookRecord.Kind = event.aggressor == .buy ? .buy : .sell
                records.append(BookRecord(kind, event, price: event.price, lots: event.lots, isLast: true))
            case .book:
                scratch = books[event.slot.index]
                feed.apply(to: &scratch)
                records.add(event, old: books[event.slot.index], new: scratch)
                books[event.slot.index] = scratch
            }
        }
        return bytes(feed.instruments)
    }

    private func bytes(_ instruments: ContiguousArray<SecID>) -> [UInt8] {
        var output = BinaryLayout.header(instruments, recordCount: UInt64(records.count))
        output.reserveCapacity(output.count + records.count * (BookRecord.size + 1))
        for start in stride(from: 0, to: records.count, by: BinaryLayout.blockRecords) {
            BinaryLayout.append(records[start..<min(start + BinaryLayout.blockRecords, records.count)], to: &output)
        }
        return output
    }
}

extension ContiguousArray<BookRecord> {
    /// The levels by which a book differs from the one before; those that went first, so that a full side never has one too many in between.
    mutating func add(_ event: MarketEvent, old: OrderBook, new: OrderBook) {
        var changes: [(kind: BookRecord.Kind, level: BookLevel)] = []
        for (kind, before, after) in [(BookRecord.Kind.bid, old.bids, new.bids), (.ask, old.asks, new.asks)] {
            for level in before where !after.contains(where: { $0.price == level.price }) {
                changes.append((kind, BookLevel(level.price, .zero)))
            }
        }
        for (kind, before, after) in [(BookRecord.Kind.bid, old.bids, new.bids), (.ask, old.asks, new.asks)] {
            for level in after where !before.contains(level) { changes.append((kind, level)) }
        }
        if changes.isEmpty { append(BookRecord(.same, event, isLast: true)) }
        for (index, change) in changes.enumerated() {
            let isLast = index == changes.count - 1
            append(BookRecord(change.kind, event, price: change.level.price, lots: change.level.lots, isLast: isLast))
        }
    }
}

extension BinaryLayout {
    /// What stands before the first block.
    static func header(_ instruments: some Collection<SecID>, recordCount: UInt64) -> [UInt8] {
        var names: [UInt8] = []
        for code in instruments {
            let text = Array(code.text.utf8.prefix(255))
            names += [UInt8(text.count)] + text
        }
        while (fixedHeader + names.count) % 8 != 0 { names.append(0) }
        var output = magic
        append(version, to: &output)
        append(UInt32(fixedHeader + names.count), to: &output)
        append(recordCount, to: &output)
        append(UInt32(instruments.count), to: &output)
        let checksum = unsafe (output + names).withUnsafeBytes { unsafe Inflate.crc32($0) }
        append(checksum, to: &output)
        return output + names
    }

    /// One block.
    static func append(_ block: ArraySlice<BookRecord>, to output: inout [UInt8]) {
        append(UInt32(block.count), to: &output)
        unsafe block.withUnsafeBytes { bytes in
            append(unsafe Inflate.crc32(bytes), to: &output)
            unsafe output.append(contentsOf: bytes)
        }
    }

    private static func append(_ number: some FixedWidthInteger, to output: inout [UInt8]) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe output.append(contentsOf: $0) }
    }
}
