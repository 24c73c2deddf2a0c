import Analytics
import Execution
import Market

/// From a book to orders: asks the strategy, compares its wish with what is held and under way, lets risk cut it, and sends what is left.
///
/// It has no state: everything it looks at and changes is in ``StateManagement``.
struct TradingOrchestrator {
    let state: StateManagement

    /// One book: the strategy decides, and what it wants is sent.
    ///
    /// - Returns: What it wants.
    func processMarketTick(_ slot: InstrumentSlot, _ view: MarketView) -> StrategyWish {
        let index = slot.index
        let wish = state.instruments[index].decide(view)
        if let times = state.times { times.end(.ml) }
        state.rotation?.observe(slot, view.book)
        // First, since it counts the books after a silence.
        guard state.instruments[index].mayAct(view), !state.isSuspended else {
            withdraw(slot, at: view.time)
            return wish
        }
        // A limit that lets nothing open holds for what rests already, too.
        if !state.instruments[index].quotes.isEmpty, state.risk?.isOnlyClosing(at: view.time) == true {
            state.withdrawOpening(slot, at: view.time)
        }
        switch wish {
        case .keep: break
        case .target(let lots):
            let (before, givenUp) = (state.instruments[index].target, state.instruments[index].stopped)
            state.instruments[index].want(lots)
            let target = state.instruments[index].target
            // Also where it wants to be flat, as it is: what was given up may be wanted again from then on.
            if let journal = state.journal, target != before || state.instruments[index].stopped != givenUp {
                journal.note(.wanted(state.execution.instrument(slot), lots: target, at: view.time))
            }
            // Of a strategy that quoted before this one.
            if state.route == nil, !state.instruments[index].quotes.isEmpty { withdraw(slot, at: view.time) }
        case .quotes(let bid, let ask, let lots):
            if state.instruments[index].moves != nil, guardPosition(slot, view) { return wish }
            quote(.buy, bid, lots, slot, view)
            quote(.sell, ask, lots, slot, view)
            return wish
        }
        if state.instruments[index].moves != nil, guardPosition(slot, view) { return wish }
        // Also after `keep`: an order that found too little is followed by another.
        let missing = missing(slot, view)
        if missing > 0 {
            handleBuySignal(Lots(missing), slot, view)
        } else if missing < 0 {
            handleSellSignal(Lots(-missing), slot, view)
        }
        return wish
    }

    func handleBuySignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        trade(.buy, lots, slot, view)
    }

    func handleSellSignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        trade(.sell, lots, slot, view)
    }

    /// Takes the next thing that the venue says of an order; nil when it says no more by now.
    ///
    /// - Returns: The instrument, and the fill with what a closed part brought, where there was one.
    func updateOpenPositions(until now: Timestamp) -> (slot: InstrumentSlot, fill: Fill?, gain: Money?)? {
        guard let (report, change) = state.execution.next(at: now) else { return nil }
        let slot = report.slot
        if !state.instruments[slot.index].quotes.isEmpty, state.execution.isOver(report.order) {
            state.instruments[slot.index].quotes.removeAll { $0.id == report.order }
        }
        if change == .ended(.rejected) { state.instruments[slot.index].wasRefused(at: now) }
        if case .rejected(let reason) = report.event { state.rejections[reason, default: 0] += 1 }
        guard case .filled(let fill, let gain) = change else { return (slot, nil, nil) }
        state.note(state.risk?.note(fill, gain: gain, state.execution.position(of: slot), at: now))
        return (slot, fill, gain)
    }

    /// Values what is held of an instrument at its best levels.
    func mark(_ slot: InstrumentSlot, _ bid: BookLevel?, _ ask: BookLevel?, at now: Timestamp) {
        guard state.risk != nil, let bid, let ask else { return }
        let mid = Price.middle(bid.price, ask.price)
        state.note(state.risk?.mark(slot, mid, state.execution.position(of: slot), at: now))
    }

    /// Lets other instruments be traded where it is time for that.
    func rotate(at now: Timestamp) {
        guard state.rotation?.isDue(at: now) == true else { return }
        let active = state.instruments.map(\.isActive)
        let execution = state.execution
        let new = state.rotation?.rotate(at: now, active) { index in
            let slot = InstrumentSlot(index)
            return execution.held(slot) != .zero || execution.isBusy(slot)
        }
        guard let new else { return }
        for index in new.indices { state.instruments[index].isActive = new[index] }
    }

    // MARK: Wishes

    /// What is wanted and neither held nor under way; orders that wait on the other side are taken away first.
    private func missing(_ slot: InstrumentSlot, _ view: MarketView) -> Int64 {
        let index = slot.index
        let wanted = state.instruments[index].target.count - view.position.count
        var missing = wanted - state.execution.comingLots(slot)
        guard missing != 0, !state.instruments[index].quotes.isEmpty else { return missing }
        let wrong: Side = missing > 0 ? .sell : .buy
        for quote in state.instruments[index].quotes where quote.side == wrong {
            missing += wrong.sign * state.execution.remaining(quote.id).count
        }
        withdraw(slot, wrong, at: view.time)
        return wrong == .sell ? max(0, missing) : min(0, missing)
    }

    /// Sends a wish as the route says, or as one order at market.
    private func trade(_ side: Side, _ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        let allowed = allowed(side, lots, .market, .signal, slot, view)
        guard allowed > .zero else { return }
        guard let route = state.route else {
            _ = send(side, allowed, .market, slot, view)
            return
        }
        let index = slot.index
        // Without both best prices nobody can say what slipping is.
        guard let touch = OrderRoute.Touch(view.book, side, allowed),
            // Beyond the largest price there is no order.
            let legs = try? route.legs(side, allowed, touch, state.instruments[index].priceStep)
        else { return }
        for (place, leg) in legs.enumerated() {
            // Each is an order of its own: the minute may have room for the first alone.
            if place > 0, state.risk?.hasRoom(at: view.time) == false {
                state.refusals[.orderRate, default: 0] += 1
                break
            }
            guard let id = send(side, leg.lots, leg.type, slot, view), case .limit(let price) = leg.type else {
                continue
            }
            state.instruments[index].quotes.append(.init(id: id, side: side, price: price))
        }
    }

    /// Makes a side's resting order what is wanted: one at another price is cancelled first, and followed once it is gone.
    private func quote(_ side: Side, _ price: Price?, _ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        let index = slot.index
        if let place = state.instruments[index].quote(side) {
            let quote = state.instruments[index].quotes[place]
            guard quote.price != price, !quote.isCancelling else { return }
            state.instruments[index].quotes[place].isCancelling = true
            state.execution.cancel(quote.id, at: view.time)
        } else if let price {
            let allowed = allowed(side, lots, .limit(price), .signal, slot, view)
            guard allowed > .zero, let id = send(side, allowed, .limit(price), slot, view) else { return }
            state.instruments[index].quotes.append(.init(id: id, side: side, price: price))
        }
    }

    /// Asks for the end of resting orders, of both sides or of one.
    private func withdraw(_ slot: InstrumentSlot, _ side: Side? = nil, at now: Timestamp) {
        let index = slot.index
        for place in state.instruments[index].quotes.indices {
            let quote = state.instruments[index].quotes[place]
            guard !quote.isCancelling, side == nil || side == quote.side else { continue }
            state.instruments[index].quotes[place].isCancelling = true
            state.execution.cancel(quote.id, at: now)
        }
    }

    // MARK: Stops

    /// Moves the stop of a position after the price, and gives the position up where it is reached.
    ///
    /// - Returns: Whether it was.
    private func guardPosition(_ slot: InstrumentSlot, _ view: MarketView) -> Bool {
        let index = slot.index
        guard let bid = view.book.bids.first?.price, let ask = view.book.asks.first?.price else { return false }
        state.instruments[index].moves?.add(Double(bid.nanos + ask.nanos) / 2e9)
        let position = state.execution.position(of: slot)
        guard let side = position.side else {
            state.instruments[index].stop = nil
            return false
        }
        let exit = side == .buy ? bid : ask
        let step = state.instruments[index].priceStep
        if var stop = state.instruments[index].stop, stop.side == side {
            // Where it would lie beyond the largest price there is it stays where it is.
            try? stop.follow(exit, step)
            state.instruments[index].stop = stop
        } else {
            guard let entry = position.averagePrice(lotValue: state.execution.lotValue(slot)) else { return false }
            state.instruments[index].stop = stop(side, from: entry, slot, bid, ask)
        }
        guard state.instruments[index].stop?.isReached(by: exit) == true else { return false }
        state.giveUp(slot, keeping: .zero, at: view.time)
        withdraw(slot, at: view.time)
        // Once what is under way is over; the next book asks again.
        guard !state.execution.isBusy(slot) else { return true }
        let lots = allowed(side.opposite, Lots(Int64(position.lots.count.magnitude)), .market, .stop, slot, view)
        if lots > .zero, send(side.opposite, lots, .market, slot, view, purpose: .stop) != nil { state.stops += 1 }
        return true
    }

    /// Where a position is given up that is entered at a price; nil while too few books have been seen, or without stops.
    private func stop(_ side: Side, from entry: Price, _ slot: InstrumentSlot, _ bid: Price, _ ask: Price)
        -> ProtectiveStop?
    {
        let instrument = state.instruments[slot.index]
        guard let range = instrument.moves?.averageTrueRange, range.isFinite,
            // Prices that lie further apart than the largest price there is are no market.
            let spread = try? ask.subtracting(bid)
        else { return nil }
        // Prices of which a stop would lie beyond the largest price there is get none.
        return try? ProtectiveStop(side, entry: entry, averageRange: range, spread: spread, step: instrument.priceStep)
    }

    // MARK: Orders

    private func send(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ view: MarketView,
        purpose: OrderRequest.Purpose = .signal
    ) -> OrderID? {
        guard state.ordersLeft > 0 else { return nil }
        state.ordersLeft -= 1
        state.orders += 1
        state.risk?.noteSent(at: view.time)
        return state.execution.send(slot, side, lots, type, purpose: purpose, at: view.time)
    }

    /// What risk leaves of a wish.
    private func allowed(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ purpose: OrderRequest.Purpose,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) -> Lots {
        guard state.ordersLeft > 0 else { return .zero }
        guard let risk = state.risk else { return lots }
        // Where there is no price to value it at, nothing may be sent.
        let touch = side == .buy ? view.book.bestAsk : view.book.bestBid
        guard let price = type.limit ?? touch?.price else { return .zero }
        var stop: Price?
        if state.instruments[slot.index].moves != nil, let bid = view.book.bestBid, let ask = view.book.bestAsk {
            stop = self.stop(side, from: price, slot, bid.price, ask.price)?.price
        }
        let verdict = state.execution.check(
            risk,
            slot,
            side,
            lots,
            at: price,
            stop: stop,
            purpose: purpose,
            now: view.time
        )
        if let limit = verdict.limit { state.refusals[limit, default: 0] += 1 }
        // What money limits leave may be a part of a lot; where coins are held in parts of one, that is as it should be.
        guard [.exposure, .grossExposure, .instrumentRisk].contains(verdict.limit),
            view.position.count % LotScale.perLot == 0
        else { return verdict.lots }
        return Lots(verdict.lots.count - verdict.lots.count % LotScale.perLot)
    }
}

extension OrderRoute.Touch {
    /// Nil while a side is empty.
    ///
    /// - Parameter lots: that are to be taken from the other side.
    fileprivate init?(_ book: borrowing OrderBook, _ side: Side, _ lots: Lots) {
        guard let bid = book.bids.first?.price, let ask = book.asks.first?.price else { return nil }
        self.init(bid: bid, ask: ask, sweep: book.averagePrice(taking: lots, side))
    }
}

extension OrderBook {
    /// What a lot costs on average when so many are taken from the visible levels; nil where these are too few.
    fileprivate borrowing func averagePrice(taking lots: Lots, _ side: Side) -> Price? {
        var left = lots.count
        var value = Int128(0)
        let count = side == .buy ? asks.count : bids.count
        for index in 0..<count where left > 0 {
            let level = side == .buy ? asks[index] : bids[index]
            let taken = min(left, level.lots.count)
            value += Int128(taken) * Int128(level.price.nanos)
            left -= taken
        }
        guard left == 0, lots > .zero else { return nil }
        // An average of prices is no larger than the largest of them.
        return try? Price(nanos: Int64(clamping: value / Int128(lots.count)))
    }
}
