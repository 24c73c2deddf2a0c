package import Market

/// What the market's events do to resting orders.
extension PaperVenue {
    /// A trade of others: the orders that it would have met first are filled from its volume.
    ///
    /// To be told before the change of the book that it led to: the same lots must not count as a trade and again as a level that shrank.
    ///
    /// - Parameter aggressor: the side that took.
    package func traded(
        _ slot: InstrumentSlot,
        _ price: Price,
        _ lots: Lots,
        aggressor: Side,
        at time: Timestamp
    ) {
        let market = slot.index
        let side = aggressor.opposite
        guard !resting[market, side].isEmpty else { return }
        let isOpen = phase(of: market) == .open
        var left = lots.count
        var hasEnded = false
        for index in resting[market, side].indices {
            var order = resting[market, side][index]
            let isPassed = side == .buy ? order.price > price : order.price < price
            guard isPassed || order.price == price else { break }
            // The price of an auction's end says nothing of who waited.
            guard isOpen else { continue }
            let filled: Lots
            if isPassed {
                order.wasPassed()
                filled = min(order.remaining, Lots(left))
            } else {
                filled = order.trade(left, of: lots.count)
            }
            if filled > .zero {
                order.fill(filled)
                left -= filled.count
                hasEnded = hasEnded || order.remaining == .zero
                reportFill(of: order.id, slot, side, filled, at: order.price, .maker, time: time)
            }
            resting[market, side][index] = order
        }
        if hasEnded { removeFilled(market, side) }
    }

    /// One level of the book has a new size; zero when it is gone.
    package func levelChanged(
        _ slot: InstrumentSlot,
        _ bookSide: BookSide,
        _ price: Price,
        to lots: Lots,
        at time: Timestamp
    ) {
        let market = slot.index
        guard !isIdle(market) else { return }
        if !taken[market, bookSide].isEmpty {
            taken[market, bookSide].forget { $0 == price ? lots : books.lots(slot, bookSide, at: $0) }
        }
        let side: Side = bookSide == .bid ? .buy : .sell
        for index in resting[market, side].indices where resting[market, side][index].price == price {
            resting[market, side][index].levelShows(lots, options.queue)
        }
        // A level that comes towards the orders of the other side may reach one.
        guard lots > .zero, let best = resting[market, side.opposite].first else { return }
        if side == .sell ? best.price >= price : best.price <= price { cross(slot, side.opposite, at: time) }
    }

    /// The book was replaced, by a snapshot or by several changes at once; orders keep their place in the queue.
    package func bookChanged(_ slot: InstrumentSlot, at time: Timestamp) {
        let market = slot.index
        guard !isIdle(market) else { return }
        for bookSide in BookSide.allCases {
            if !taken[market, bookSide].isEmpty {
                taken[market, bookSide].forget { books.lots(slot, bookSide, at: $0) }
            }
            let side: Side = bookSide == .bid ? .buy : .sell
            guard !resting[market, side].isEmpty else { continue }
            for index in resting[market, side].indices {
                let size = books.lots(slot, bookSide, at: resting[market, side][index].price)
                resting[market, side][index].levelShows(size, options.queue)
            }
            cross(slot, side, at: time)
        }
    }

    /// Fills resting orders that the other side's levels have reached: in a real book the two would have traded, at the waiting price.
    private func cross(_ slot: InstrumentSlot, _ side: Side, at time: Timestamp) {
        let market = slot.index
        let opposite = side.takes
        guard phase(of: market) == .open, !isCrossed(slot) else { return }
        var hasEnded = false
        var place = 0
        let levels = books.levelCount(slot, opposite)
        for index in resting[market, side].indices {
            var order = resting[market, side][index]
            while order.remaining > .zero, place < levels {
                let level = books.level(slot, opposite, place)
                guard side == .buy ? level.price <= order.price : level.price >= order.price else { break }
                let available = taken[market, opposite].available(level)
                guard available > .zero else {
                    place += 1
                    continue
                }
                let lots = min(order.remaining, available)
                taken[market, opposite].take(lots, of: level)
                order.wasPassed()
                order.fill(lots)
                reportFill(of: order.id, slot, side, lots, at: order.price, .maker, time: time)
            }
            hasEnded = hasEnded || order.remaining == .zero
            resting[market, side][index] = order
            guard order.remaining == .zero else { break }
        }
        if hasEnded { removeFilled(market, side) }
    }

    /// Whether the feed shows a book that cannot be; nothing is concluded from one.
    private func isCrossed(_ slot: InstrumentSlot) -> Bool {
        guard books.levelCount(slot, .bid) > 0, books.levelCount(slot, .ask) > 0 else { return false }
        return books.level(slot, .bid, 0).price > books.level(slot, .ask, 0).price
    }

    private func removeFilled(_ market: Int, _ side: Side) {
        for order in resting[market, side] where order.remaining == .zero {
            ended.set(order.id, Ended(status: .filled, filled: order.filled))
        }
        resting[market, side].removeAll { $0.remaining == .zero }
    }
}
