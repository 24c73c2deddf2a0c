import Market

/// An order that waits in the paper venue's book, with its place in the queue of its level.
struct RestingOrder {
    let id: OrderID
    let side: Side
    let price: Price
    private(set) var remaining: Lots
    private(set) var filled: Lots
    /// Lots of others that trade before this order; infinite while the book does not reach its price.
    private(set) var ahead: Double
    /// The level's size as it was last seen; nil while the book does not reach it.
    private var displayed: Lots?
    /// What has traded at the price since the level's size was last seen: the next decrease contains it and must not count it again.
    private var traded: Int64 = 0

    /// - Parameter displayed: what rests at the price when the order arrives: all of it stands before the order.
    init(_ request: OrderRequest, price: Price, remaining: Lots, behind displayed: Lots?) {
        id = request.id
        side = request.side
        self.price = price
        self.remaining = remaining
        filled = Lots(request.lots.count - remaining.count)
        self.displayed = displayed
        ahead = displayed.map { Double($0.count) } ?? .infinity
    }

    mutating func fill(_ lots: Lots) {
        remaining = Lots(remaining.count - lots.count)
        filled = Lots(filled.count + lots.count)
    }

    /// Lots of others traded at the price: those before the order go first.
    ///
    /// - Parameters:
    ///   - volume: what is left of the trade for this order and those before it.
    ///   - whole: the trade as it was reported, by which the level will shrink.
    /// - Returns: What of it reaches the order.
    mutating func trade(_ volume: Int64, of whole: Int64) -> Lots {
        traded += whole
        guard ahead.isFinite else { return .zero }
        let reached = Double(volume) - ahead
        ahead = max(0, ahead - Double(volume))
        return reached > 0 ? min(remaining, Lots(Int64(reached))) : .zero
    }

    /// A trade went past the price: nobody can be left before the order.
    mutating func wasPassed() {
        ahead = 0
    }

    /// The level has a new size, by a change or by a snapshot: either way the order keeps its place.
    mutating func levelShows(_ size: Lots?, _ model: QueueModel) {
        guard let size else { return }
        defer {
            displayed = size
            traded = 0
        }
        guard let last = displayed else {
            // Seen for the first time: all that is there may have come before the order.
            ahead = min(ahead, Double(size.count))
            return
        }
        ahead = model.ahead(ahead, before: Double(max(0, last.count - traded)), after: Double(size.count))
    }
}
