import Market

/// What happens to a request when it arrives.
extension PaperVenue {
    func place(_ request: OrderRequest, at time: Timestamp) {
        let index = request.slot.index
        if let refusal = refusal(of: request) {
            // A repeated name keeps what is known of the first.
            if refusal != .duplicate { ended.set(request.id, Ended(status: .rejected, filled: .zero)) }
            report(.rejected(refusal), of: request.id, request.slot, at: time)
            return
        }
        report(.accepted, of: request.id, request.slot, at: time)
        let left = phase(of: index) == .open ? take(request, at: time) : request.lots
        let filled = Lots(request.lots.count - left.count)
        if left == .zero {
            ended.set(request.id, Ended(status: .filled, filled: filled))
        } else if case .limit(let price) = request.type {
            let displayed = books.lots(request.slot, request.side.rests, at: price)
            rest(in: index, RestingOrder(request, price: price, remaining: left, behind: displayed))
        } else {
            ended.set(request.id, Ended(status: .cancelled, filled: filled))
            report(.cancelled, of: request.id, request.slot, at: time)
        }
    }

    func remove(_ id: OrderID, of slot: InstrumentSlot, at time: Timestamp) {
        guard phases.indices.contains(slot.index), let (side, index) = find(in: slot.index, id) else {
            report(.cancelRefused, of: id, slot, at: time)
            return
        }
        let order = resting[slot.index, side].remove(at: index)
        ended.set(id, Ended(status: .cancelled, filled: order.filled))
        report(.cancelled, of: id, slot, at: time)
    }

    func answer(_ id: OrderID, _ slot: InstrumentSlot, at time: Timestamp) {
        let event: ExecutionReport.Event
        if phases.indices.contains(slot.index), let (side, index) = find(in: slot.index, id) {
            event = .state(.working, filled: resting[slot.index, side][index].filled)
        } else if let known = ended[id] {
            event = .state(known.status, filled: known.filled)
        } else {
            event = .state(.neverArrived, filled: .zero)
        }
        report(event, of: id, slot, at: time)
    }

    func cancelAll(in index: Int, at time: Timestamp) {
        for side in Side.allCases {
            for order in resting[index, side] {
                ended.set(order.id, Ended(status: .cancelled, filled: order.filled))
                report(.cancelled, of: order.id, InstrumentSlot(index), at: time)
            }
            resting[index, side].removeAll(keepingCapacity: true)
        }
    }

    private func refusal(of request: OrderRequest) -> ExecutionReport.Refusal? {
        let index = request.slot.index
        guard phases.indices.contains(index) else { return .unknownInstrument }
        if ended[request.id] != nil || find(in: index, request.id) != nil { return .duplicate }
        switch phase(of: index) {
        case .open: break
        case .auction: if !request.type.canRest { return .closed }
        case .pause, .ended: return .closed
        }
        if let price = request.type.limit, !instruments[request.slot].priceStep.holds(price) { return .offStep }
        if request.type == .market, books.levelCount(request.slot, request.side.takes) == 0 { return .noLiquidity }
        if request.type.canRest, restingCount(index) >= options.mostResting { return .tooMany }
        return nil
    }

    /// Trades with the opposite side, best level first, as far as the price allows and the book shows.
    ///
    /// - Returns: The lots that are left.
    private func take(_ request: OrderRequest, at time: Timestamp) -> Lots {
        let index = request.slot.index
        let side = request.side.takes
        var left = request.lots.count
        for place in 0..<books.levelCount(request.slot, side) where left > 0 {
            let level = books.level(request.slot, side, place)
            if let limit = request.type.limit, request.side == .buy ? level.price > limit : level.price < limit {
                break
            }
            let available = taken[index, side].available(level).count
            guard available > 0 else { continue }
            let lots = Lots(min(left, available))
            taken[index, side].take(lots, of: level)
            left -= lots.count
            reportFill(of: request.id, request.slot, request.side, lots, at: level.price, .taker, time: time)
        }
        return Lots(left)
    }
}
