package import Market
package import Platform

/// The binary format, memory-mapped: a block of records at a time is checked against its checksum and copied out of the file.
package struct BinaryFeed: MarketFeed {
    private final class Storage {
        let file: MappedFile

        init(_ file: consuming MappedFile) {
            self.file = file
        }
    }

    package private(set) var instruments: ContiguousArray<SecID>
    package let skipped = SkippedLines()
    /// Slots of the file in slots of the reader.
    private let slots: ContiguousArray<InstrumentSlot>
    private let storage: Storage
    private let recordCount: Int
    /// Where the next block begins.
    private var offset: Int
    private var block: ContiguousArray<BookRecord> = []
    private var place = 0
    /// The records of the event read last, within the block; an event may reach into the next, and is then copied.
    private var current: Range<Int> = 0..<0
    private var carried: ContiguousArray<BookRecord> = []
    private var recordsRead = 0

    /// - Throws: ``FeedError`` for anything that is no whole file of this format.
    package init(_ file: consuming MappedFile, instruments known: [SecID] = []) throws(FeedError) {
        let header = try unsafe file.withBytes { bytes throws(FeedError) in try unsafe Header(bytes) }
        storage = Storage(file)
        var names = ContiguousArray(known)
        var slots: ContiguousArray<InstrumentSlot> = []
        for code in header.instruments {
            if let index = names.firstIndex(of: code) {
                slots.append(InstrumentSlot(index))
            } else {
                slots.append(InstrumentSlot(names.count))
                names.append(code)
            }
        }
        instruments = names
        self.slots = slots
        recordCount = header.recordCount
        offset = header.size
        block.reserveCapacity(BinaryLayout.blockRecords)
    }

    package var progress: Double { recordCount == 0 ? 1 : Double(recordsRead) / Double(recordCount) }

    package mutating func next() throws(FeedError) -> MarketEvent? {
        if place == block.count, try !loadBlock() { return nil }
        carried.removeAll(keepingCapacity: true)
        var start = place
        while !block[place].isLast {
            place += 1
            guard place == block.count else { continue }
            carried.append(contentsOf: block[start..<place])
            guard try loadBlock() else { throw FeedError(.cut, "the file ends within an event") }
            start = 0
        }
        place += 1
        current = start..<place
        if !carried.isEmpty { carried.append(contentsOf: block[current]) }
        let last = block[place - 1]
        return try Self.event(last, slots[last.slot])
    }

    package mutating func apply(to book: inout OrderBook) {
        if carried.isEmpty {
            for index in current { Self.apply(block[index], to: &book) }
        } else {
            for record in carried { Self.apply(record, to: &book) }
        }
    }

    private static func apply(_ record: BookRecord, to book: inout OrderBook) {
        let side: BookSide
        switch record.kind {
        case .bid: side = .bid
        case .ask: side = .ask
        case .buy, .sell, .same, nil: return
        }
        // Prices too large and sizes below zero were refused when the block was loaded.
        guard let price = try? Price(nanos: record.price) else { return }
        _ = try? book.set(side, price, to: Lots(record.size))
    }

    private static func event(_ record: BookRecord, _ slot: InstrumentSlot) throws(FeedError) -> MarketEvent {
        var event = MarketEvent()
        event.slot = slot
        event.time = Timestamp(nanoseconds: record.time)
        event.signal = record.signal
        guard record.kind == .buy || record.kind == .sell else { return event }
        event.kind = .trade
        event.aggressor = record.kind == .buy ? .buy : .sell
        event.lots = Lots(record.size)
        do throws(NumberError) {
            event.price = try Price(nanos: record.price)
        } catch {
            throw FeedError(.impossible, "\(error)")
        }
        return event
    }

    /// Brings the next block; false at the end of the file.
    private mutating func loadBlock() throws(FeedError) -> Bool {
        recordsRead += block.count
        block.removeAll(keepingCapacity: true)
        place = 0
        let start = offset
        let loaded = try unsafe storage.file.withBytes { bytes throws(FeedError) -> ContiguousArray<BookRecord>? in
            guard start < bytes.count else { return nil }
            guard start + BinaryLayout.blockHeader <= bytes.count else { throw Self.cut }
            let count = Int(unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian)
            let checksum = unsafe bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self).littleEndian
            guard (1...BinaryLayout.blockRecords).contains(count) else {
                throw FeedError(.malformed, "byte \(start): a block of \(count) records")
            }
            let body = start + BinaryLayout.blockHeader
            guard body + count * BookRecord.size <= bytes.count else { throw Self.cut }
            let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[body..<body + count * BookRecord.size])
            guard unsafe Inflate.crc32(content) == checksum else {
                throw FeedError(.checksum, "byte \(start): the block's checksum does not fit, the file is damaged")
            }
            return unsafe ContiguousArray(unsafeUninitializedCapacity: count) { output, filled in
                unsafe UnsafeMutableRawBufferPointer(output).copyMemory(from: content)
                filled = count
            }
        }
        guard let loaded else {
            guard recordsRead == recordCount else { throw Self.cut }
            return false
        }
        offset = start + BinaryLayout.blockHeader + loaded.count * BookRecord.size
        for record in loaded {
            guard let kind = record.kind, record.slot < slots.count, !record.hasUnknownBits, record.size >= 0,
                record.isLast || kind.isLevel
            else { throw FeedError(.malformed, "byte \(start): a record that this version does not know") }
            guard record.price.magnitude <= Price.limit.nanos.magnitude else {
                throw FeedError(.impossible, "byte \(start): \(record.price) billionths are beyond the largest price")
            }
        }
        block = loaded
        return true
    }

    private static let cut = FeedError(.cut, "the file ends too early")
}

/// What stands before the records.
private struct Header {
    let size: Int
    let recordCount: Int
    private(set) var instruments: [SecID] = []

    init(_ bytes: UnsafeRawBufferPointer) throws(FeedError) {
        guard bytes.count >= BinaryLayout.fixedHeader, unsafe bytes.starts(with: BinaryLayout.magic) else {
            throw FeedError(.malformed, "is no Mayak book file")
        }
        let version = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian
        guard version == BinaryLayout.version else {
            throw FeedError(.unsupported, "has version \(version); this reader knows version \(BinaryLayout.version)")
        }
        size = Int(unsafe bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian)
        let count = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self).littleEndian
        let names = Int(unsafe bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self).littleEndian)
        let checksum = unsafe bytes.loadUnaligned(fromByteOffset: 28, as: UInt32.self).littleEndian
        guard size >= BinaryLayout.fixedHeader, size <= bytes.count, names <= BinaryLayout.mostInstruments else {
            throw FeedError(.cut, "the header is cut")
        }
        recordCount = Int(clamping: count)
        let checked = unsafe Array(bytes[..<28]) + Array(bytes[BinaryLayout.fixedHeader..<size])
        guard unsafe checked.withUnsafeBytes({ unsafe Inflate.crc32($0) }) == checksum else {
            throw FeedError(.checksum, "the header's checksum does not fit, the file is damaged")
        }
        var rest = unsafe Array(bytes[BinaryLayout.fixedHeader..<size])[...]
        for _ in 0..<names {
            guard let length = rest.popFirst(), rest.count >= length else {
                throw FeedError(.malformed, "a name is cut")
            }
            instruments.append(SecID(String(decoding: rest.prefix(Int(length)), as: UTF8.self)))
            rest = rest.dropFirst(Int(length))
        }
    }
}
