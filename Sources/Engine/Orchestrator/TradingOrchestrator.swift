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
        let wish = state.instruments[slot.index].strategy.decide(view)
        switch wish {
        case .keep: break
        case .target(let lots): state.instruments[slot.index].want(lots)
        case .quotes(let bid, let ask, let lots):
            quote(.buy, bid, lots, slot, view)
            quote(.sell, ask, lots, slot, view)
            return wish
        }
        // Also after `keep`: an order that found too little is followed by another.
        let missing =
            state.instruments[slot.index].target.count - view.position.count - state.execution.comingLots(slot)
        if missing > 0 {
            handleBuySignal(Lots(missing), slot, view)
        } else if missing < 0 {
            handleSellSignal(Lots(-missing), slot, view)
        }
        return wish
    }

    func handleBuySignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        _ = send(.buy, lots, .market, slot, view)
    }

    func handleSellSignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        _ = send(.sell, lots, .market, slot, view)
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
        guard case .filled(let fill, let gain) = change else { return (slot, nil, nil) }
        state.note(state.risk?.note(fill, gain: gain, state.execution.position(of: slot), at: now))
        return (slot, fill, gain)
    }

    /// Values what is held of an instrument.
    func mark(_ slot: InstrumentSlot, _ book: borrowing OrderBook, at now: Timestamp) {
        guard state.risk != nil, let mid = book.mid else { return }
        state.note(state.risk?.mark(slot, mid, state.execution.position(of: slot), at: now))
    }

    /// Makes a side's resting order what is wanted: one at another price is cancelled first, and followed once it is gone.
    private func quote(
        _ side: Side,
        _ price: Price?,
        _ lots: Lots,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) {
        let index = slot.index
        if let place = state.instruments[index].quote(side) {
            let quote = state.instruments[index].quotes[place]
            guard quote.price != price, !quote.isCancelling else { return }
            state.instruments[index].quotes[place].isCancelling = true
            state.execution.cancel(quote.id, at: view.time)
        } else if let price, let id = send(side, lots, .limit(price), slot, view) {
            state.instruments[index].quotes.append(.init(id: id, side: side, price: price))
        }
    }

    private func send(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) -> OrderID? {
        guard state.ordersLeft > 0 else { return nil }
        let allowed = allowed(side, lots, type, slot, view)
        guard allowed > .zero else { return nil }
        state.ordersLeft -= 1
        state.orders += 1
        state.risk?.noteSent(at: view.time)
        return state.execution.send(slot, side, allowed, type, at: view.time)
    }

    /// What risk leaves of a wish.
    private func allowed(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) -> Lots {
        guard let risk = state.risk else { return lots }
        // Where there is no price to value it at, nothing may be sent.
        let touch = side == .buy ? view.book.bestAsk : view.book.bestBid
        guard let price = type.limit ?? touch?.price else { return .zero }
        let verdict = state.execution.check(risk, slot, side, lots, at: price, now: view.time)
        if let limit = verdict.limit { state.refusals[limit, default: 0] += 1 }
        return verdict.lots
    }
}
