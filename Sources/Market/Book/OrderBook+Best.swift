extension OrderBook {
    /// How the two best prices stand to each other.
    public enum Shape: String, Hashable, Sendable, CaseIterable {
        case empty
        /// One side has no level.
        case oneSided
        /// The best bid is below the best ask.
        case open
        /// Both are the same: nobody can say which side pays.
        case locked
        /// The best bid is above the best ask: an auction, or a feed that is broken or in the middle of a change.
        case crossed
    }

    @inlinable public var bestBid: BookLevel? { bids.first }
    @inlinable public var bestAsk: BookLevel? { asks.first }

    public var shape: Shape {
        switch (bestBid, bestAsk) {
        case (nil, nil): .empty
        case (nil, _?), (_?, nil): .oneSided
        case (let bid?, let ask?): bid.price < ask.price ? .open : bid.price == ask.price ? .locked : .crossed
        }
    }

    /// The middle of the best prices, to half a billionth; nil while a side is empty.
    ///
    /// It need not lie on the grid of prices.
    public var mid: Price? {
        guard let bid = bestBid, let ask = bestAsk else { return nil }
        return Price.middle(bid.price, ask.price)
    }

    /// The best ask less the best bid: zero where the book is locked, negative where it is crossed; nil while a side is empty.
    ///
    /// - Throws: kind `overflow`, for prices that no instrument has.
    public func spread() throws(NumberError) -> Price? {
        guard let bid = bestBid, let ask = bestAsk else { return nil }
        return try ask.price.subtracting(bid.price)
    }
}
