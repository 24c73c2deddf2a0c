package import Exchange
package import Market
package import Platform

/// The broker's streams as the engine's events.
package struct LiveStreams: Sendable {
    private let options: TInvestOptions
    private let slots: [String: InstrumentSlot]
    private let inbox: LiveInbox
    private let channels: BrokerChannels?
    private let meter: SkewMeter?
    private let clock: any MarketClock
    private let log: Log

    /// - Parameters:
    ///   - uids: the broker's names of the traded instruments, in their slots.
    ///   - channels: the ways to the broker, where there are two.
    ///   - meter: what compares our clock with the broker's.
    package init(
        _ options: TInvestOptions,
        uids: [String],
        inbox: LiveInbox,
        channels: BrokerChannels? = nil,
        meter: SkewMeter? = nil,
        clock: any MarketClock,
        log: Log
    ) {
        self.options = options
        slots = Dictionary(uids.enumerated().map { ($1, InstrumentSlot($0)) }) { first, _ in first }
        self.inbox = inbox
        self.channels = channels
        self.meter = meter
        self.clock = clock
        self.log = log
    }

    /// Books, trades and trading statuses.
    ///
    /// - Parameter depth: levels of a book, one of `TInvestMarket.depths`.
    /// - Throws: `TInvestError` of kind `misconfigured`.
    package func market(depth: Int) throws(TInvestError) -> TInvestStream {
        var subscriptions = TInvestSubscriptions()
        for uid in slots.keys {
            subscriptions.books[uid] = depth
            subscriptions.trades.insert(uid)
            subscriptions.statuses.insert(uid)
        }
        return try stream(.marketData(subscriptions)) { [self] event in
            switch event {
            case .opened: inbox.put(.marketOpened)
            case .broken(let why): inbox.put(.marketLost(why))
            case .message(let message): take(message)
            case .moved(let change): inbox.put(.channelChanged(change))
            }
        }
    }

    /// Our own orders: a word of one is a reason to ask how it stands, since the stream may tell a part, twice or out of order.
    package func orders(of account: String) throws(TInvestError) -> TInvestStream {
        try stream(.orders(account: account)) { [self] event in
            switch event {
            case .opened: inbox.put(.ordersOpened)
            case .broken: break
            case .moved(let change): inbox.put(.channelChanged(change))
            case .message(.order(let order)):
                // Another channel's order has a key that is none of ours.
                if let id = OrderID(order.key) { inbox.put(.order(id)) }
            case .message: break
            }
        }
    }

    private func stream(
        _ topic: TInvestStream.Topic,
        _ listener: @escaping @Sendable (TInvestStream.Event) async -> Void
    ) throws(TInvestError) -> TInvestStream {
        try TInvestStream(topic, options: options, channels: channels, clock: clock, log: log, listener: listener)
    }

    /// Hands what a stream of market data has said to the engine.
    package func take(_ message: TInvestStreamMessage) {
        switch message {
        case .book(let uid, let book):
            guard let slot = slots[uid], let parts = Self.parts(book.book) else { return }
            inbox.put(.book(slot, parts, time: book.time))
        case .trade(let uid, let side, let price, let lots, _):
            guard let slot = slots[uid], lots > .zero else { return }
            inbox.put(.trade(slot, side, price, Self.parts(lots)))
        case .status(let uid, let isOpen):
            guard let slot = slots[uid] else { return }
            inbox.put(.status(slot, isOpen: isOpen))
        case .ping(let time?): meter?.note(pushed: time, now: clock.now)
        case .lastPrice, .order, .positions, .subscribed, .ping, .unknown: break
        }
    }

    /// Nil for a book whose levels are none.
    private static func parts(_ book: OrderBook) -> OrderBook? {
        var parts = OrderBook(levelCount: OrderBook.engineLevels)
        do throws(OrderBookError) {
            try parts.replace(
                bids: book.bids.map { BookLevel($0.price, Self.parts($0.lots)) },
                asks: book.asks.map { BookLevel($0.price, Self.parts($0.lots)) }
            )
            return parts
        } catch {
            // What is no book is not traded on; the next one is whole again.
            return nil
        }
    }

    private static func parts(_ lots: Lots) -> Lots {
        Lots(min(lots.count.saturatingProduct(LotScale.perLot), LotScale.most))
    }
}
