import Analytics
import Market
import Platform

/// The features of a file's books as CSV: a row for every book, or every N-th one of an instrument.
package struct FeatureTable {
    private var table = CSVText()
    package private(set) var rows = 0
    package private(set) var books = 0
    package private(set) var skipped = SkippedLines()
    package var text: [UInt8] { table.bytes }

    /// - Parameters:
    ///   - feed: read twice: the micro-price needs its table first, and that is estimated from the file itself. The column `microprice`
    ///     therefore looks ahead, and it is the only one.
    ///   - every: 1 for every book; the first book of an instrument always has a row.
    /// - Throws: ``FeedError``
    package init(_ feed: some MarketFeed, every: Int) throws(FeedError) {
        let tables = try Self.microprices(feed)
        let isMixed = tables.count > 1
        var feed = feed
        var books: ContiguousArray<OrderBook> = []
        var features: ContiguousArray<BookFeatures> = []
        var counts: ContiguousArray<Int> = []
        table.row(["ts"] + BookFeatureName.allCases.map(\.rawValue) + (isMixed ? ["secid"] : []))
        while let event = try feed.next() {
            let index = event.slot.index
            while books.count <= index {
                features.append(BookFeatures(countsPerLot: LotScale.perLot, microprice: tables[books.count]))
                books.append(OrderBook(levelCount: OrderBook.engineLevels))
                counts.append(0)
            }
            switch event.kind {
            case .trade: features[index].traded(event.lots, aggressor: event.aggressor)
            case .book:
                feed.apply(to: &books[index])
                features[index].update(books[index])
                if counts[index] % every == 0 {
                    row(event.time, features[index].values, isMixed ? feed.instruments[index] : nil)
                }
                counts[index] += 1
                self.books += 1
            }
        }
        skipped = feed.skipped
    }

    private mutating func row(_ time: Timestamp, _ values: ContiguousArray<Double>, _ code: SecID?) {
        table.field("\(time.nanoseconds)")
        for value in values { table.number(value) }
        if let code { table.field(code.text) }
        table.endRow()
        rows += 1
    }

    /// One for each instrument, in the order of slots.
    private static func microprices(_ feed: some MarketFeed) throws(FeedError) -> [Microprice?] {
        var feed = feed
        var books: ContiguousArray<OrderBook> = []
        var samples: ContiguousArray<Microprice.Sample> = []
        while let event = try feed.next() {
            while books.count <= event.slot.index {
                books.append(OrderBook(levelCount: OrderBook.engineLevels))
                samples.append(Microprice.Sample())
            }
            guard event.kind == .book else { continue }
            feed.apply(to: &books[event.slot.index])
            samples[event.slot.index].add(books[event.slot.index])
        }
        return samples.map { $0.estimate() }
    }
}
