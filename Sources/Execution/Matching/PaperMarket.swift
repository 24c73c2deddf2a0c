import Market

/// The paper orders of one instrument.
struct PaperMarket {
    /// Best price first, at a price the oldest first.
    private(set) var bids: ContiguousArray<RestingOrder> = []
    private(set) var asks: ContiguousArray<RestingOrder> = []
    /// What market and crossing orders took from the real book's two sides.
    var takenBids = Consumption()
    var takenAsks = Consumption()
    /// The instrument's own phase, where it has one beside the market's.
    var phase: TradingPhase?

    var restingCount: Int { bids.count + asks.count }

    /// Whether nothing depends on the book.
    var isIdle: Bool { bids.isEmpty && asks.isEmpty && takenBids.isEmpty && takenAsks.isEmpty }

    subscript(side: Side) -> ContiguousArray<RestingOrder> {
        _read { if side == .buy { yield bids } else { yield asks } }
        _modify { if side == .buy { yield &bids } else { yield &asks } }
    }

    subscript(taken side: BookSide) -> Consumption {
        _read { if side == .bid { yield takenBids } else { yield takenAsks } }
        _modify { if side == .bid { yield &takenBids } else { yield &takenAsks } }
    }

    mutating func rest(_ order: RestingOrder) {
        let place = self[order.side].firstIndex {
            order.side == .buy ? $0.price < order.price : $0.price > order.price
        }
        self[order.side].insert(order, at: place ?? self[order.side].count)
    }

    func find(_ id: OrderID) -> (side: Side, index: Int)? {
        if let index = bids.firstIndex(where: { $0.id == id }) { return (.buy, index) }
        if let index = asks.firstIndex(where: { $0.id == id }) { return (.sell, index) }
        return nil
    }
}
