package import Market

/// QSH version 4, the history format of QScalp: streams of quotes, deals, order logs and auxiliary rows; others are refused.
///
/// Frames carry no length, so that a broken one ends the reading. Times are those of the frames, UTC; prices are counted in the steps that
/// the instrument's name gives. Of an order log the book is shown at the end of each transaction, and a deal once, with the side of
/// its second fill, which is the one that took. Deals of unknown side are left out.
package struct QSHFeed: MarketFeed {
    package private(set) var instruments: ContiguousArray<SecID>
    package private(set) var skipped = SkippedLines()
    private var reader: QSHReader
    private var streams: ContiguousArray<QSHStream> = []
    private var milliseconds: Int64
    private var current = 0

    /// - Parameter bytes: unpacked.
    /// - Throws: ``FeedError``
    package init(_ bytes: [UInt8], instruments known: [SecID] = []) throws(FeedError) {
        guard Self.isQSH(bytes) else { throw FeedError(.malformed, "is no QSH file") }
        var reader = QSHReader(bytes)
        for _ in Self.magic { _ = try reader.byte() }
        let version = try reader.byte()
        guard version == 4 else { throw FeedError(.unsupported, "QSH version \(version); this reader knows version 4") }
        _ = try reader.text()  // The application.
        _ = try reader.text()  // Its comment.
        milliseconds = Int64(bitPattern: try reader.fixed(8)) / 10_000
        instruments = ContiguousArray(known)
        for _ in 0..<(try reader.byte()) {
            let code = try reader.byte()
            guard let kind = QSHStream.Kind(rawValue: code) else {
                throw FeedError(
                    .unsupported,
                    "a stream of type \(code); quotes, deals, order logs and auxiliary rows are read"
                )
            }
            let name = try reader.text()
            let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5, let step = Price(parts[4].replacing(",", with: ".")).flatMap({ PriceStep($0) })
            else {
                throw FeedError(.malformed, "'\(name)' is no instrument: provider:ticker:class:id:step")
            }
            let secid = SecID(parts[1])
            let index = instruments.firstIndex(of: secid) ?? instruments.count
            if index == instruments.count { instruments.append(secid) }
            streams.append(QSHStream(kind, slot: InstrumentSlot(index), step: step))
        }
        self.reader = reader
    }

    package static func isQSH(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: magic)
    }

    package var progress: Double { reader.progress }

    package mutating func next() throws(FeedError) -> MarketEvent? {
        while true {
            // What a frame leaves to be told comes before the next frame.
            if streams.indices.contains(current), let event = streams[current].takeEvent(at: time) { return event }
            guard !reader.isAtEnd else { return nil }
            milliseconds = try reader.growing(milliseconds)
            current = streams.count > 1 ? Int(try reader.byte()) : 0
            guard streams.indices.contains(current) else {
                throw FeedError(.malformed, "a frame of stream \(current), at byte \(reader.offset)")
            }
            try streams[current].read(&reader)
        }
    }

    package mutating func apply(to book: inout OrderBook) {
        streams[current].apply(to: &book)
    }

    private static let magic = Array("QScalp History Data".utf8)
    /// From 0001-01-01 to 1970-01-01.
    private static let epoch: Int64 = 62_135_596_800_000

    private var time: Timestamp { Timestamp(milliseconds: milliseconds &- Self.epoch) }
}
