import Execution
import Market

/// From a book to orders: asks the strategy, compares its wish with what is held and under way, lets risk cut it, and sends what is left.
///
/// It has no state of its own but how many orders it may still make: what an instrument remembers is an ``InstrumentState``, handed in, orders
/// and positions are in the ledger of ``OrderExecution``, and losses, halts and counters in ``RiskManagement``.
struct TradingOrchestrator {
    let execution: OrderExecution
    /// Nil where the configuration sets no limits.
    var risk: RiskManagement?
    /// Orders that may still be made.
    private var ordersLeft: Int
    private(set) var orders = 0
    /// Wishes that risk has cut or refused, by its reason.
    private(set) var refusals: [RiskManagement.Refusal: Int] = [:]
    /// Every stop of trading, in order of time.
    private(set) var halts: [Halt] = []

    init(_ execution: OrderExecution, _ risk: RiskManagement?, mostOrders: Int?) {
        self.execution = execution
        self.risk = risk
        ordersLeft = mostOrders ?? .max
    }

    /// One book: the strategy decides, and what it wants is sent.
    ///
    /// - Returns: What it wants.
    mutating func processMarketTick(
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        _ view: MarketView
    ) -> StrategyWish {
        let wish = state.strategy.decide(view)
        switch wish {
        case .keep: break
        case .target(let lots):
            if lots != state.target {
                state.target = lots
                state.targetChanges += 1
            }
        case .quotes(let bid, let ask, let lots):
            quote(.buy, bid, lots, slot, &state, view)
            quote(.sell, ask, lots, slot, &state, view)
            return wish
        }
        // Also after `keep`: an order that found too little is followed by another.
        let missing = state.target.count - view.position.count - execution.comingLots(slot)
        if missing > 0 {
            handleBuySignal(Lots(missing), slot, view)
        } else if missing < 0 {
            handleSellSignal(Lots(-missing), slot, view)
        }
        return wish
    }

    mutating func handleBuySignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        _ = send(.buy, lots, .market, slot, view)
    }

    mutating func handleSellSignal(_ lots: Lots, _ slot: InstrumentSlot, _ view: MarketView) {
        _ = send(.sell, lots, .market, slot, view)
    }

    /// Takes the next thing that the venue says of an order; nil when it says no more by now.
    ///
    /// - Returns: The instrument, and the fill with what a closed part brought, where there was one.
    mutating func updateOpenPositions(
        _ states: inout ContiguousArray<InstrumentState>,
        until now: Timestamp
    ) -> (slot: InstrumentSlot, fill: Fill?, gain: Money?)? {
        guard let (report, change) = execution.next(at: now) else { return nil }
        let slot = report.slot
        if !states[slot.index].quotes.isEmpty, execution.isOver(report.order) {
            states[slot.index].quotes.removeAll { $0.id == report.order }
        }
        guard case .filled(let fill, let gain) = change else { return (slot, nil, nil) }
        note(risk?.note(fill, gain: gain, execution.position(of: slot), at: now))
        return (slot, fill, gain)
    }

    /// Values what is held of an instrument.
    mutating func mark(_ slot: InstrumentSlot, _ book: borrowing OrderBook, at now: Timestamp) {
        guard risk != nil, let mid = book.mid else { return }
        note(risk?.mark(slot, mid, execution.position(of: slot), at: now))
    }

    private mutating func note(_ halt: Halt?) {
        if let halt { halts.append(halt) }
    }

    /// Makes a side's resting order what is wanted: one at another price is cancelled first, and followed once it is gone.
    private mutating func quote(
        _ side: Side,
        _ price: Price?,
        _ lots: Lots,
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        _ view: MarketView
    ) {
        if let place = state.quote(side) {
            guard state.quotes[place].price != price, !state.quotes[place].isCancelling else { return }
            state.quotes[place].isCancelling = true
            execution.cancel(state.quotes[place].id, at: view.time)
        } else if let price, let id = send(side, lots, .limit(price), slot, view) {
            state.quotes.append(.init(id: id, side: side, price: price))
        }
    }

    private mutating func send(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) -> OrderID? {
        guard ordersLeft > 0 else { return nil }
        let allowed = allowed(side, lots, type, slot, view)
        guard allowed > .zero else { return nil }
        ordersLeft -= 1
        orders += 1
        risk?.noteSent(at: view.time)
        return execution.send(slot, side, allowed, type, at: view.time)
    }

    /// What risk leaves of a wish.
    private mutating func allowed(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ view: MarketView
    ) -> Lots {
        guard let risk else { return lots }
        // Where there is no price to value it at, nothing may be sent.
        let touch = side == .buy ? view.book.bestAsk : view.book.bestBid
        guard let price = type.limit ?? touch?.price else { return .zero }
        let verdict = execution.check(risk, slot, side, lots, at: price, now: view.time)
        if let limit = verdict.limit { refusals[limit, default: 0] += 1 }
        return verdict.lots
    }
}
