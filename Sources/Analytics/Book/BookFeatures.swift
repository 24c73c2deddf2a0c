package import Market

/// The features of one instrument's book, kept up to date from book to book.
///
/// Prices are in the instrument's unit and sizes in lots; a value that a book does not give (an empty side, too little history) is NaN.
package struct BookFeatures: Sendable {
    /// One per ``BookFeatureName``, in its order.
    package private(set) var values: ContiguousArray<Double>
    private let countsPerLot: Double
    private let microprice: Microprice?
    private var flow = OrderFlow(levelCount: 10)
    private var moves = MidMoves()
    private var tradedCount: Int64 = 0
    private var lastDepthImbalance = Double.nan

    /// - Parameters:
    ///   - countsPerLot: how many of the book's counts are a lot.
    ///   - microprice: the estimated table; without one `microprice` stays NaN.
    package init(countsPerLot: Int64 = 1, microprice: Microprice? = nil) {
        self.countsPerLot = Double(countsPerLot)
        self.microprice = microprice
        values = ContiguousArray(repeating: .nan, count: BookFeatureName.allCases.count)
    }

    package subscript(name: BookFeatureName) -> Double { values[Self.places[name.rawValue] ?? 0] }

    package mutating func traded(_ lots: Lots, aggressor: Side) {
        tradedCount += lots.count * aggressor.sign
    }

    package mutating func update(_ book: borrowing OrderBook) {
        flow.update(book)
        var index = 0
        func put(_ value: Double, in values: inout ContiguousArray<Double>) {
            values[index] = value
            index += 1
        }
        let touch = Touch(book)
        moves.add(touch?.mid ?? .nan)
        put(touch?.mid ?? .nan, in: &values)
        put(touch?.spread ?? .nan, in: &values)
        put(touch.map { $0.spread / $0.mid * 10_000 } ?? .nan, in: &values)
        put(touch?.weightedMid ?? .nan, in: &values)
        put(BookImbalance.levels(1, of: book) ?? .nan, in: &values)
        put(BookImbalance.levels(5, of: book) ?? .nan, in: &values)
        put(BookImbalance.levels(10, of: book) ?? .nan, in: &values)
        put(BookImbalance.weighted(10, of: book) ?? .nan, in: &values)
        put(Self.meanPrice(book.bids, 5), in: &values)
        put(Self.meanPrice(book.asks, 5), in: &values)
        put(Double(flow.values[0]) / countsPerLot, in: &values)
        for level in 0..<10 { put(Double(flow.values[level]) / countsPerLot, in: &values) }
        put(touch.flatMap { microprice?.price($0) } ?? .nan, in: &values)
        put(slope(book.bids, touch?.mid), in: &values)
        put(slope(book.asks, touch?.mid), in: &values)
        put(Double(tradedCount) / countsPerLot, in: &values)
        tradedCount = 0
        put(moves.realizedVolatility, in: &values)
        put(moves.averageTrueRange, in: &values)
        let imbalance = BookImbalance.levels(.max, of: book) ?? .nan
        put(imbalance, in: &values)
        put(Self.meanPrice(book), in: &values)
        put(moves.meanRelativeMove, in: &values)
        put(imbalance - lastDepthImbalance, in: &values)
        lastDepthImbalance = imbalance
        put(Self.size(book.bids) / countsPerLot, in: &values)
        put(Self.size(book.asks) / countsPerLot, in: &values)
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: BookFeatureName.allCases.enumerated().map { ($1.rawValue, $0) }
    )

    private static func size(_ levels: ContiguousArray<BookLevel>) -> Double {
        Double(levels.reduce(0) { $0 + $1.lots.count })
    }

    private static func meanPrice(_ levels: ContiguousArray<BookLevel>, _ count: Int) -> Double {
        var value = 0.0
        var size = 0.0
        for index in 0..<min(count, levels.count) {
            value += levels[index].price.quoted * Double(levels[index].lots.count)
            size += Double(levels[index].lots.count)
        }
        return value / size
    }

    private static func meanPrice(_ book: borrowing OrderBook) -> Double {
        let bids = size(book.bids)
        let asks = size(book.asks)
        guard bids > 0, asks > 0 else { return .nan }
        return (meanPrice(book.bids, .max) * bids + meanPrice(book.asks, .max) * asks) / (bids + asks)
    }

    private func slope(_ levels: ContiguousArray<BookLevel>, _ mid: Double?) -> Double {
        guard let mid, !levels.isEmpty else { return .nan }
        var size = 0.0
        let count = min(10, levels.count)
        for index in 0..<count { size += Double(levels[index].lots.count) }
        let distance = (levels[count - 1].price.quoted - mid).magnitude
        return distance > 0 ? size / countsPerLot / distance : .nan
    }
}

/// The best levels of a book that has both sides.
package struct Touch: Hashable, Sendable {
    package let bid: BookLevel
    package let ask: BookLevel

    package init?(_ book: borrowing OrderBook) {
        guard let bid = book.bids.first, let ask = book.asks.first else { return nil }
        self.bid = bid
        self.ask = ask
    }

    /// To the nearest `Double`.
    package var mid: Double { Double(bid.price.nanos + ask.price.nanos) / 2e9 }
    package var spread: Double { Double(ask.price.nanos - bid.price.nanos) / 1e9 }

    package var weightedMid: Double {
        let (bids, asks) = (Double(bid.lots.count), Double(ask.lots.count))
        return (bid.price.quoted * asks + ask.price.quoted * bids) / (bids + asks)
    }
}

extension Price {
    /// In whole units with their fraction, for statistics.
    var quoted: Double { Double(nanos) / 1e9 }
}
