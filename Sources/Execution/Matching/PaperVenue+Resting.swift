import Market

/// Where the paper orders of an instrument are.
extension PaperVenue {
    /// Whether nothing of an instrument depends on its book.
    func isIdle(_ market: Int) -> Bool {
        resting[market, Side.buy].isEmpty && resting[market, Side.sell].isEmpty
            && taken[market, BookSide.bid].isEmpty && taken[market, BookSide.ask].isEmpty
    }

    func restingCount(_ market: Int) -> Int { resting[market, Side.buy].count + resting[market, Side.sell].count }

    func rest(in market: Int, _ order: RestingOrder) {
        let place = resting[market, order.side].firstIndex {
            order.side == .buy ? $0.price < order.price : $0.price > order.price
        }
        resting[market, order.side].insert(order, at: place ?? resting[market, order.side].count)
    }

    func find(in market: Int, _ id: OrderID) -> (side: Side, index: Int)? {
        if let index = resting[market, Side.buy].firstIndex(where: { $0.id == id }) { return (.buy, index) }
        if let index = resting[market, Side.sell].firstIndex(where: { $0.id == id }) { return (.sell, index) }
        return nil
    }
}

/// Two values for each instrument: one for each side.
extension SlotTable where Element: Copyable {
    subscript(slot: Int, side: Side) -> Element {
        _read { yield self[2 * slot + (side == .buy ? 0 : 1)] }
        nonmutating _modify { yield &self[2 * slot + (side == .buy ? 0 : 1)] }
    }

    subscript(slot: Int, side: BookSide) -> Element {
        _read { yield self[2 * slot + (side == .bid ? 0 : 1)] }
        nonmutating _modify { yield &self[2 * slot + (side == .bid ? 0 : 1)] }
    }
}
