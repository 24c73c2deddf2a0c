import Market

/// All that trading one instrument remembers between two events, beside its orders and position, which the ledger has.
struct InstrumentState: Sendable {
    /// A resting order whose end is not known yet.
    struct Quote: Sendable {
        let id: OrderID
        let side: Side
        let price: Price
        var isCancelling = false
    }

    var strategy: any Strategy
    let priceStep: PriceStep
    /// The position that the strategy wants; zero at first.
    var target = Lots.zero
    /// How often the wanted position became another one.
    var targetChanges = 0
    /// At most one a side.
    var quotes: ContiguousArray<Quote> = []

    init(_ strategy: any Strategy, _ priceStep: PriceStep) {
        self.strategy = strategy
        self.priceStep = priceStep
        quotes.reserveCapacity(2)
    }

    /// The place of the resting order of a side.
    func quote(_ side: Side) -> Int? {
        quotes.firstIndex { $0.side == side }
    }
}
