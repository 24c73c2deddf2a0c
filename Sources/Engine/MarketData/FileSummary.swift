package import Market
package import Platform

/// What a file of market data holds: `mayak inspect`.
package struct FileSummary {
    package let format: MarketFile.Format
    package private(set) var events = 0
    package private(set) var books = 0
    package private(set) var trades = 0
    package private(set) var first: Timestamp?
    package private(set) var last: Timestamp?
    package private(set) var mostLevels = 0
    package let skipped: SkippedLines
    package private(set) var instruments: [(code: SecID, integrity: BookIntegrity)] = []

    /// - Throws: ``FeedError``
    package init(_ feed: some MarketFeed, format: MarketFile.Format) throws(FeedError) {
        self.format = format
        var feed = feed
        var kept: ContiguousArray<OrderBook> = []
        var integrity: ContiguousArray<BookIntegrity> = []
        while let event = try feed.next() {
            let index = event.slot.index
            while kept.count <= index {
                kept.append(OrderBook(levelCount: OrderBook.engineLevels))
                integrity.append(BookIntegrity())
            }
            events += 1
            first = min(first ?? event.time, event.time)
            last = max(last ?? event.time, event.time)
            if event.kind == .book {
                feed.apply(to: &kept[index])
                books += 1
                mostLevels = max(mostLevels, kept[index].bids.count, kept[index].asks.count)
            } else {
                trades += 1
            }
            integrity[index].check(event, kept[index].bids.first, kept[index].asks.first)
        }
        skipped = feed.skipped
        instruments = zip(feed.instruments, integrity).map { ($0, $1) }
    }

    package var json: JSON {
        .object([
            .init("format", .string(format.rawValue)),
            .init("events", .int(Int64(events))),
            .init("books", .int(Int64(books))),
            .init("trades", .int(Int64(trades))),
            .init("first_ts", first.map { .int($0.nanoseconds) } ?? .null),
            .init("last_ts", last.map { .int($0.nanoseconds) } ?? .null),
            .init("most_levels", .int(Int64(mostLevels))),
            .init("skipped", .int(Int64(skipped.count))),
            .init("instruments", .object(instruments.map { .init($0.code.text, $0.integrity.json) })),
        ])
    }
}
