import Market

/// Writes any feed as JSON lines of the wider form: a whole book for every change.
package struct JSONLinesWriter {
    package private(set) var events = 0
    private var output: [UInt8] = []
    private var books: ContiguousArray<OrderBook> = []

    package init() {}

    /// - Returns: The file's bytes.
    /// - Throws: ``FeedError``
    package mutating func write(_ feed: inout some MarketFeed) throws(FeedError) -> [UInt8] {
        while let event = try feed.next() {
            events += 1
            while books.count <= event.slot.index { books.append(OrderBook(levelCount: OrderBook.engineLevels)) }
            output += #"{"ts":\#(event.time.nanoseconds),"secid":"\#(feed.instruments[event.slot.index])","#.utf8
            switch event.kind {
            case .trade:
                let trade =
                    #""price":\#(event.price),"qty":\#(Self.text(event.lots)),"side":"\#(event.aggressor.rawValue)"}"#
                output += trade.utf8
            case .book:
                feed.apply(to: &books[event.slot.index])
                levels("bids", books[event.slot.index].bids)
                output.append(UInt8(ascii: ","))
                levels("asks", books[event.slot.index].asks)
                if let signal = event.signal { output += #","signal":\#(signal)"#.utf8 }
                output.append(UInt8(ascii: "}"))
            }
            output.append(0x0A)
        }
        return output
    }

    private mutating func levels(_ key: String, _ levels: ContiguousArray<BookLevel>) {
        output += "\"\(key)\":[".utf8
        for (index, level) in levels.enumerated() {
            output += "\(index == 0 ? "" : ",")[\(level.price),\(Self.text(level.lots))]".utf8
        }
        output.append(UInt8(ascii: "]"))
    }

    /// Lots with their fraction.
    private static func text(_ lots: Lots) -> String {
        let (whole, rest) = lots.count.quotientAndRemainder(dividingBy: LotScale.perLot)
        guard rest > 0 else { return "\(whole)" }
        var digits = String(rest + LotScale.perLot).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
