package import Market
import Platform

/// One item of a recorded session, as it was written.
package enum RecordedItem: Sendable {
    case input(TracedItem)
    /// Records of the journal.
    case written([[UInt8]])
    case figures([UInt8])
}

/// Reads a session's day: `events.rec` with the books and trades of its instruments; up to the last whole item.
package struct SessionReader {
    private let path: String
    private let codes: [SecID]
    private let file: FileReader
    /// Up to where it is read: what is added to a session that still runs may tell of books that were not there when their files were opened.
    private let end: Int
    private var place = 0
    private var block = TraceCursor([])
    private var feeds: ContiguousArray<BinaryFeed?>
    private var books: ContiguousArray<OrderBook>
    /// Bytes of `events.rec` that are no whole block: the last one, cut by the end of its process.
    package private(set) var torn = 0
    package private(set) var time: Timestamp

    /// - Parameter time: of the last item of the day before, or of the session's beginning.
    /// - Throws: ``FileError``, ``FeedError``.
    package init(_ path: String, codes: [SecID], after time: Timestamp) throws {
        self.path = path
        self.codes = codes
        self.time = time
        feeds = ContiguousArray(repeating: nil, count: codes.count)
        books = ContiguousArray(repeating: OrderBook(levelCount: OrderBook.engineLevels), count: codes.count)
        file = try FileReader("\(path)/\(RecordingLayout.events)")
        end = file.byteCount
        let head = try take(RecordingLayout.magic.count + 1)
        guard let head, head.starts(with: RecordingLayout.magic) else {
            throw FeedError(.malformed, "\(path)/\(RecordingLayout.events): is no recording of Mayak")
        }
        guard head.last == RecordingLayout.version else {
            throw FeedError(
                .unsupported,
                "\(path)/\(RecordingLayout.events): has another version than this reader knows"
            )
        }
    }

    /// The next item and its instant; nil at the end.
    ///
    /// - Throws: ``FeedError``, ``FileError``.
    package mutating func next() throws -> RecordedItem? {
        if block.isAtEnd, try !loadBlock() { return nil }
        guard let kind = block.byte().flatMap({ RecordingLayout.Kind(rawValue: $0) }), let step = block.signed() else {
            throw malformed("an item that this version does not know")
        }
        time = Timestamp(nanoseconds: time.nanoseconds.saturatingSum(step))
        switch kind {
        case .book, .undatedBook:
            let slot = try slot()
            var exchangeTime: Timestamp?
            if kind == .book {
                guard let age = block.signed() else { throw malformed("a book is cut") }
                exchangeTime = Timestamp(nanoseconds: time.nanoseconds.saturatingSum(0 &- age))
            }
            guard try event(of: slot)?.kind == .book else { return try missing(slot) }
            return .input(.event(.book(slot, books[slot.index], time: exchangeTime)))
        case .trade:
            let slot = try slot()
            guard let trade = try event(of: slot), trade.kind == .trade else { return try missing(slot) }
            return .input(.event(.trade(slot, trade.aggressor, trade.price, trade.lots)))
        case .look: return .input(.look)
        case .end: return .input(.end)
        case .lastPoll: return .input(.lastPoll)
        case .word:
            guard let item = TraceWord.item(try json(), slots: codes.count) else {
                throw malformed("a word that this version does not know")
            }
            return .input(item)
        case .written:
            guard let count = block.unsigned(), count <= UInt64(RecordingLayout.mostBlockBytes) else {
                throw malformed("records are cut")
            }
            var records: [[UInt8]] = []
            for _ in 0..<count {
                guard let record = block.text() else { throw malformed("a record is cut") }
                records.append(record)
            }
            return .written(records)
        case .figures:
            guard let figures = block.text() else { throw malformed("figures are cut") }
            return .figures(figures)
        }
    }

    // MARK: Inner

    private mutating func slot() throws(FeedError) -> InstrumentSlot {
        guard let index = block.unsigned(), index < UInt64(codes.count) else {
            throw malformed("an unknown instrument")
        }
        return InstrumentSlot(Int(index))
    }

    private mutating func json() throws(FeedError) -> JSON {
        guard let text = block.text() else { throw malformed("a word is cut") }
        do throws(JSONError) {
            return try JSON.parse(text)
        } catch {
            throw malformed("a word is no JSON: \(error)")
        }
    }

    /// The next event of an instrument's file, in its book where it is one of the book; nil at the file's end.
    private mutating func event(of slot: InstrumentSlot) throws -> MarketEvent? {
        let index = slot.index
        let code = codes[index]
        if feeds[index] == nil {
            feeds[index] = try BinaryFeed(
                try MappedFile("\(path)/\(RecordingLayout.file(of: code))"),
                instruments: [code]
            )
        }
        let event = try feeds[index]?.next()
        guard let event else { return nil }
        guard event.time == time else {
            throw malformed("\(code): the next event is of \(RFC3339.text(event.time)), not of \(RFC3339.text(time))")
        }
        if event.kind == .book { feeds[index]?.apply(to: &books[index]) }
        return event
    }

    /// What stands in `events.rec` was written behind it: only a damaged disk loses it.
    private func missing(_ slot: InstrumentSlot) throws(FeedError) -> RecordedItem? {
        throw malformed("\(codes[slot.index]): its file ends before \(RFC3339.text(time))")
    }

    private func malformed(_ what: String) -> FeedError {
        FeedError(.malformed, "\(path), after \(RFC3339.text(time)): \(what)")
    }

    /// Goes to the next block; false at the end, also at that of a part of one.
    private mutating func loadBlock() throws -> Bool {
        guard let head = try take(RecordingLayout.blockHeader) else {
            torn = end - place
            return false
        }
        let count = Int(RecordingLayout.number(head[..<4]))
        guard (1...RecordingLayout.mostBlockBytes).contains(count) else {
            // Zeros are what a power cut leaves of the last write.
            if head.allSatisfy({ $0 == 0 }) { return false }
            throw malformed("a block of \(count) bytes")
        }
        guard let bytes = try take(count) else {
            torn = end - place + head.count
            return false
        }
        guard CRC32C.of(bytes) == RecordingLayout.number(head[4...]) else {
            throw FeedError(.checksum, "\(path), after \(RFC3339.text(time)): a block's checksum does not fit")
        }
        block = TraceCursor(bytes)
        return true
    }

    /// So many bytes; nil where there are fewer.
    private mutating func take(_ count: Int) throws(FileError) -> [UInt8]? {
        guard end - place >= count else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        guard try file.read(from: place, into: &bytes, 0..<count) == count else { return nil }
        place += count
        return bytes
    }
}
