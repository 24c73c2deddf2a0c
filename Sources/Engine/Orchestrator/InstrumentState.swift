import Market

/// All that trading one instrument remembers between two events.
struct InstrumentState: Sendable {
    /// An order whose end is not known yet.
    struct Working: Sendable {
        let id: OrderID
        let side: Side
        /// Of an order that rests; nil at market.
        let price: Price?
        var remaining: Lots
        var isCancelling = false
    }

    var strategy: any Strategy
    var position = Position()
    /// The position that the strategy wants; zero at first.
    var target = Lots.zero
    /// How often the wanted position became another one.
    var targetChanges = 0
    /// Never many: one at market, one quote a side.
    var working: ContiguousArray<Working> = []

    init(_ strategy: any Strategy) {
        self.strategy = strategy
        working.reserveCapacity(8)
    }

    /// What orders at market that are under way will add to the position.
    var coming: Int64 {
        working.reduce(0) { $1.price == nil ? $0 + $1.side.sign * $1.remaining.count : $0 }
    }

    /// The place of the resting order of a side.
    func quote(_ side: Side) -> Int? {
        working.firstIndex { $0.side == side && $0.price != nil }
    }
}
