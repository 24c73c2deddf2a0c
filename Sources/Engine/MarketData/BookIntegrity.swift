package import Market

/// What was odd about the books and trades of one instrument; counted, never mended.
package struct BookIntegrity: Hashable, Sendable {
    /// The best bid was above the best ask.
    package private(set) var crossed = 0
    /// Both best prices were the same.
    package private(set) var locked = 0
    /// A side, or both, had no level.
    package private(set) var emptySide = 0
    /// The event before was longer ago than a minute.
    package private(set) var stale = 0
    /// The event was earlier than the one before.
    package private(set) var timeBack = 0
    /// A best price or a trade's did not lie on the price step.
    package private(set) var offStep = 0
    /// A size was no whole number of lots.
    package private(set) var offLot = 0
    package private(set) var books = 0
    package private(set) var trades = 0

    private static let staleAfter: Int64 = 60_000_000_000
    private let priceStep: PriceStep?
    private var last: Timestamp?
    /// The prices that were found to lie on the step last: most books have the best prices of the book before, and a division is slow.
    private var onStep = Price.zero
    private var onStepBefore = Price.zero

    package init(priceStep: PriceStep? = nil) {
        self.priceStep = priceStep
    }

    /// - Parameters:
    ///   - bid: the best one, as the event left it; nil while the side is empty, and of no account for a trade.
    ///   - ask: the same of the other side.
    package mutating func check(_ event: MarketEvent, _ bid: BookLevel? = nil, _ ask: BookLevel? = nil) {
        checkTime(event.time)
        switch event.kind {
        case .trade:
            trades += 1
            check(event.price, event.lots)
        case .book:
            books += 1
            checkShape(bid, ask)
            if let bid { check(bid.price, bid.lots) }
            if let ask { check(ask.price, ask.lots) }
        }
    }

    private mutating func checkTime(_ time: Timestamp) {
        if let last {
            if time < last { timeBack += 1 }
            // Both are numbers of files: their difference may not fit.
            let (gap, isTooLong) = time.nanoseconds.subtractingReportingOverflow(last.nanoseconds)
            if gap > Self.staleAfter || isTooLong && time > last { stale += 1 }
        }
        last = time
    }

    private mutating func checkShape(_ bid: BookLevel?, _ ask: BookLevel?) {
        guard let bid, let ask else {
            emptySide += 1
            return
        }
        if bid.price > ask.price { crossed += 1 } else if bid.price == ask.price { locked += 1 }
    }

    private mutating func check(_ price: Price, _ lots: Lots) {
        if let priceStep, price != onStep, price != onStepBefore {
            if priceStep.holds(price) { (onStep, onStepBefore) = (price, onStep) } else { offStep += 1 }
        }
        if lots.count % LotScale.perLot != 0 { offLot += 1 }
    }
}
