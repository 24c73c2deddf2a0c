package import Market
package import Platform

/// The binary format, memory-mapped: each block of records is checked against its checksum, and then read where it is.
package struct BinaryFeed: MarketFeed {
    package private(set) var instruments: ContiguousArray<SecID>
    package let skipped = SkippedLines()
    /// Slots of the file in slots of the reader.
    private let slots: ContiguousArray<InstrumentSlot>
    private let file: BinaryFile
    private let recordCount: Int
    /// Whether it goes as far as its last whole block: a recording, which may have been cut by the end of its process.
    private let isOpen: Bool
    /// Where the next block begins.
    private var offset: Int
    /// Where the records of the present block begin, and how many they are.
    private var block = 0
    private var blockCount = 0
    /// The next record of the block.
    private var place = 0
    /// The records of the event read last, within the block; an event may reach into the next, and is then copied.
    private var current: Range<Int> = 0..<0
    private var carried: ContiguousArray<BookRecord> = []
    private var recordsRead = 0

    /// - Throws: ``FeedError`` for anything that is no whole file of this format.
    package init(_ mapped: consuming MappedFile, instruments known: [SecID] = []) throws(FeedError) {
        let header = try unsafe mapped.withBytes { bytes throws(FeedError) in try unsafe Header(bytes) }
        file = BinaryFile(mapped)
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
        isOpen = header.isOpen
        offset = header.size
    }

    package var progress: Double {
        if isOpen { return Double(offset) / Double(file.count) }
        return recordCount == 0 ? 1 : Double(recordsRead) / Double(recordCount)
    }

    // What it returns is made where the caller wants it: a copy of an event that was just written waits until it is in the cache.
    @inline(__always)
    package mutating func next() throws(FeedError) -> MarketEvent? {
        if place == blockCount, try !loadBlock() { return nil }
        if !carried.isEmpty { carried.removeAll(keepingCapacity: true) }
        var start = place
        var record = file.record(place, of: block)
        while !record.isLast {
            place += 1
            if place == blockCount {
                for index in start..<place { carried.append(file.record(index, of: block)) }
                guard try loadBlock() else { throw FeedError(.cut, "the file ends within an event") }
                start = 0
            }
            record = file.record(place, of: block)
        }
        place += 1
        current = start..<place
        if !carried.isEmpty { for index in current { carried.append(file.record(index, of: block)) } }
        return Self.event(record, slots[record.slot])
    }

    package mutating func apply(to book: inout OrderBook) {
        if carried.isEmpty {
            for index in current { Self.apply(file.record(index, of: block), to: &book) }
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

    @inline(__always)
    private static func event(_ record: BookRecord, _ slot: InstrumentSlot) -> MarketEvent {
        var event = MarketEvent()
        event.slot = slot
        event.time = Timestamp(nanoseconds: record.time)
        event.signal = record.signal
        switch record.kind {
        case .buy: event.aggressor = .buy
        case .sell: event.aggressor = .sell
        case .bid, .ask, .same, nil: return event
        }
        event.kind = .trade
        event.lots = Lots(record.size)
        // Prices too large were refused when the block was loaded.
        if let price = try? Price(nanos: record.price) { event.price = price }
        return event
    }

    /// Goes to the next block; false at the end of the file.
    private mutating func loadBlock() throws(FeedError) -> Bool {
        recordsRead += blockCount
        blockCount = 0
        place = 0
        guard let count = isOpen ? try file.openBlock(at: offset) : try file.block(at: offset) else {
            guard isOpen || recordsRead == recordCount else { throw BinaryFile.cut }
            return false
        }
        block = offset + BinaryLayout.blockHeader
        let slotCount = slots.count
        for index in 0..<count {
            let record = file.record(index, of: block)
            guard record.isKnown(slots: slotCount) else {
                throw FeedError(.malformed, "byte \(offset): a record that this version does not know")
            }
            guard record.price.magnitude <= Price.limit.nanos.magnitude else {
                throw FeedError(.impossible, "byte \(offset): \(record.price) billionths are beyond the largest price")
            }
        }
        offset = block + count * BookRecord.size
        blockCount = count
        return true
    }
}

/// The mapped file, with its blocks in place.
@safe
private final class BinaryFile {
    /// Keeps ``bytes`` where they are.
    private let file: MappedFile
    // Fetched once: through the closure of another target each record would cost a call.
    private let bytes: UnsafeRawBufferPointer

    init(_ file: consuming MappedFile) {
        unsafe bytes = file.withBytes { unsafe $0 }
        self.file = file
    }

    /// - Parameter block: of whose records ``block(at:)`` has said that they are there.
    @inline(__always)
    func record(_ index: Int, of block: Int) -> BookRecord {
        unsafe bytes.loadUnaligned(fromByteOffset: block &+ index &* BookRecord.size, as: BookRecord.self)
    }

    /// How many records a block has, once its checksum is right; nil at the end of the file.
    func block(at start: Int) throws(FeedError) -> Int? {
        guard unsafe start < bytes.count else { return nil }
        guard unsafe start + BinaryLayout.blockHeader <= bytes.count else { throw Self.cut }
        let count = Int(unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian)
        let checksum = unsafe bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self).littleEndian
        guard (1...BinaryLayout.blockRecords).contains(count) else {
            throw FeedError(.malformed, "byte \(start): a block of \(count) records")
        }
        let body = start + BinaryLayout.blockHeader
        guard unsafe body + count * BookRecord.size <= bytes.count else { throw Self.cut }
        let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[body..<body + count * BookRecord.size])
        guard unsafe Inflate.crc32(content) == checksum else {
            throw FeedError(.checksum, "byte \(start): the block's checksum does not fit, the file is damaged")
        }
        return count
    }

    var count: Int { unsafe bytes.count }

    /// The same of a file that was not ended: what is no block and lies at its end is what a crash has left of the last one.
    func openBlock(at start: Int) throws(FeedError) -> Int? {
        do throws(FeedError) {
            return try block(at: start)
        } catch {
            let rest = unsafe bytes.count - start
            guard rest <= BinaryLayout.blockHeader + BinaryLayout.blockRecords * BookRecord.size else { throw error }
            return nil
        }
    }

    static let cut = FeedError(.cut, "the file ends too early")
}

/// What stands before the records.
private struct Header {
    let size: Int
    let recordCount: Int
    let isOpen: Bool
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
        isOpen = count == BinaryLayout.openCount
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
