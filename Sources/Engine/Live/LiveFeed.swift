import Market

/// The feed of a running engine: the one event that has just come, with the book that it has led to.
struct LiveFeed: MarketFeed {
    let instruments: ContiguousArray<SecID>
    let skipped = SkippedLines()
    let progress = 0.0
    private var event: MarketEvent?
    private var bids: ContiguousArray<BookLevel> = []
    private var asks: ContiguousArray<BookLevel> = []

    init(_ instruments: some Sequence<SecID>) {
        self.instruments = ContiguousArray(instruments)
        bids.reserveCapacity(OrderBook.engineLevels)
        asks.reserveCapacity(OrderBook.engineLevels)
    }

    /// - Parameter book: in parts of a lot.
    mutating func take(_ book: OrderBook, of slot: InstrumentSlot, at time: Timestamp) -> MarketEvent {
        bids.replaceSubrange(bids.startIndex..., with: book.bids)
        asks.replaceSubrange(asks.startIndex..., with: book.asks)
        var event = MarketEvent()
        event.slot = slot
        event.time = time
        self.event = event
        return event
    }

    /// - Parameter lots: in parts of a lot.
    mutating func take(
        tradeOf slot: InstrumentSlot,
        _ aggressor: Side,
        _ price: Price,
        _ lots: Lots,
        at time: Timestamp
    ) -> MarketEvent {
        var event = MarketEvent()
        event.kind = .trade
        event.slot = slot
        event.time = time
        event.price = price
        event.lots = lots
        event.aggressor = aggressor
        self.event = event
        return event
    }

    mutating func next() throws(FeedError) -> MarketEvent? {
        defer { event = nil }
        return event
    }

    mutating func apply(to book: inout OrderBook) {
        // Sorted already: they are another book's.
        book.exchange(sortedBids: &bids, sortedAsks: &asks)
    }
}
