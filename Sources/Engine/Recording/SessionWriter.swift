import Execution
import FoundationEssentials
import Market
import Platform

/// Writes what an engine is told into the files of its session, day by day.
struct SessionWriter {
    private let options: RecordingOptions
    private let folder: String
    private let facts: SessionFacts
    private let name: String
    private let checkpoint: Checkpoint
    private var date: CivilDate?
    /// When that day ends in Moscow.
    private var dayEnd = Timestamp(nanoseconds: .min)
    private var path = ""
    private var instruments: ContiguousArray<BinaryAppender> = []
    private var items = TraceBytes()
    private var last: Timestamp
    private var lastSync: Timestamp
    private(set) var count = RecordingCounts()

    /// Of a block of `events.rec`.
    private static let blockBytes = 1 << 20

    /// - Parameter folder: of all recordings.
    init(_ options: RecordingOptions, in folder: String, _ start: TraceStart) {
        self.options = options
        self.folder = folder
        facts = SessionFacts(start)
        checkpoint = start.checkpoint
        name = "\(start.at.nanoseconds)"
        last = start.at
        lastSync = start.at
    }

    /// Takes items in their order, and writes them.
    ///
    /// - Throws: ``FileError``; then what was written last may be cut, and nothing may follow it.
    mutating func write(_ batch: [(item: TracedItem, at: Timestamp)]) throws(FileError) {
        for (item, at) in batch {
            // Only an input begins a day: what comes of one stands beside it.
            if at >= dayEnd, item.isInput || date == nil { try begin(MoscowTime.date(of: at)) }
            add(item, at)
            if items.bytes.count >= Self.blockBytes { try flush(isDurable: false) }
        }
        let isDurable = lastSync.duration(to: last) >= options.syncInterval
        if isDurable {
            lastSync = last
            try checkRoom()
        }
        try flush(isDurable: isDurable)
    }

    /// Everything is on the disk when it returns.
    mutating func end() throws(FileError) {
        guard date != nil else { return }
        try flush(isDurable: true)
    }

    /// The journal and the store need the disk more.
    private func checkRoom() throws(FileError) {
        if let room = DiskRoom(in: folder), room.level != .enough {
            throw FileError(.other, "\(folder): only \(room.megabytes) MB are free")
        }
        guard count.bytes <= options.mostBytes else {
            throw FileError(.tooLarge, "\(path): has more than recording.max_gigabytes allows")
        }
    }

    // MARK: Days

    private mutating func begin(_ day: CivilDate) throws(FileError) {
        if date != nil { try flush(isDurable: true) }
        let isFirst = date == nil
        date = day
        dayEnd = MoscowTime.instant(day.adding(days: 1), .midnight)
        // Of a session that runs for weeks every day is needed: it can only be replayed from its first.
        try RecordingShelf.prune(folder, options, keeping: MoscowTime.date(of: facts.at))
        path = "\(folder)/\(day)/\(name)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileError(.other, "\(path): cannot be made: \(error)")
        }
        if isFirst {
            try CheckpointFile(folder: path).save(checkpoint, partsPerLot: LotScale.perLot)
            try FileBytes.replace("\(path)/\(RecordingLayout.facts)", Array(facts.json.text.utf8))
        }
        instruments = ContiguousArray(facts.codes.map { BinaryAppender($0) })
        try FileBytes.append("\(path)/\(RecordingLayout.events)", RecordingLayout.magic + [RecordingLayout.version])
    }

    /// What instruments saw first: `events.rec` never tells of a book that is not there.
    private mutating func flush(isDurable: Bool) throws(FileError) {
        for index in instruments.indices {
            let bytes = instruments[index].takeBytes()
            guard !bytes.isEmpty || isDurable else { continue }
            let file = RecordingLayout.file(of: facts.codes[index])
            try FileBytes.append("\(path)/\(file)", bytes, isDurable: isDurable)
            count.bytes += bytes.count
        }
        guard !items.bytes.isEmpty else { return }
        let block = RecordingLayout.block(items.bytes)
        try FileBytes.append("\(path)/\(RecordingLayout.events)", block, isDurable: isDurable)
        count.bytes += block.count
        items.removeAll()
    }

    // MARK: Items

    private mutating func add(_ item: TracedItem, _ at: Timestamp) {
        switch item {
        case .event(.book(let slot, let book, let time)):
            begin(time == nil ? .undatedBook : .book, at)
            items.add(unsigned: UInt64(slot.index))
            if let time { items.add(signed: at.nanoseconds &- time.nanoseconds) }
            instruments[slot.index].add(book, at: at)
            count.books += 1
        case .event(.trade(let slot, let side, let price, let lots)):
            begin(.trade, at)
            items.add(unsigned: UInt64(slot.index))
            instruments[slot.index].add(tradeOf: side, price, lots, at: at)
            count.trades += 1
        case .event(let event):
            guard let json = TraceWord.json(event) else { return }
            begin(.word, at)
            items.add(text: json.text.utf8)
        case .ask(let ask):
            begin(.word, at)
            items.add(text: TraceWord.json(ask).text.utf8)
        case .look: begin(.look, at)
        case .end: begin(.end, at)
        case .lastPoll: begin(.lastPoll, at)
        case .written(let records):
            begin(.written, at)
            items.add(unsigned: UInt64(records.count))
            for record in records { items.add(text: record.payload) }
            count.records += records.count
        case .figures(let figures):
            begin(.figures, at)
            items.add(text: TraceWord.json(figures).text.utf8)
        }
    }

    private mutating func begin(_ kind: RecordingLayout.Kind, _ at: Timestamp) {
        items.add(kind.rawValue)
        items.add(signed: at.nanoseconds &- last.nanoseconds)
        last = at
    }
}

/// What a recorder has written since its start.
package struct RecordingCounts: Hashable, Sendable {
    package var books = 0
    package var trades = 0
    /// Of the journal.
    package var records = 0
    package var bytes = 0
}
