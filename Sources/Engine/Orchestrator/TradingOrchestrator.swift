import Execution
import Market

/// From a book to orders: asks the strategy, compares its wish with what is held and under way, and sends the difference.
///
/// It has no state but the way to the venue and the names of orders; what an instrument remembers is an ``InstrumentState``, handed in.
struct TradingOrchestrator {
    let gateway: PaperVenue
    private var names = OrderIDSequence(seed: 0)
    /// Orders that may still be made.
    private var ordersLeft: Int
    private(set) var orders = 0

    init(_ gateway: PaperVenue, mostOrders: Int?) {
        self.gateway = gateway
        ordersLeft = mostOrders ?? .max
    }

    /// One book: the strategy decides, and what it wants is sent.
    mutating func processMarketTick(_ slot: InstrumentSlot, _ state: inout InstrumentState, _ view: MarketView) {
        switch state.strategy.decide(view) {
        case .keep: break
        case .target(let lots):
            if lots != state.target {
                state.target = lots
                state.targetChanges += 1
            }
        case .quotes(let bid, let ask, let lots):
            quote(.buy, bid, lots, slot, &state, at: view.time)
            quote(.sell, ask, lots, slot, &state, at: view.time)
            return
        }
        // Also after `keep`: an order that found too little is followed by another.
        let missing = state.target.count - state.position.lots.count - state.coming
        if missing > 0 {
            handleBuySignal(Lots(missing), slot, &state, at: view.time)
        } else if missing < 0 {
            handleSellSignal(Lots(-missing), slot, &state, at: view.time)
        }
    }

    mutating func handleBuySignal(
        _ lots: Lots,
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        at now: Timestamp
    ) {
        send(.buy, lots, .market, slot, &state, at: now)
    }

    mutating func handleSellSignal(
        _ lots: Lots,
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        at now: Timestamp
    ) {
        send(.sell, lots, .market, slot, &state, at: now)
    }

    /// Takes what the venue says of an order.
    ///
    /// - Returns: What a closed part of the position brought, fees not taken off; nil where nothing was closed.
    func updateOpenPositions(_ report: ExecutionReport, _ state: inout InstrumentState, lotValue: Price) -> Money? {
        let place = state.working.firstIndex { $0.id == report.order }
        switch report.event {
        case .filled(let fill):
            if let place {
                state.working[place].remaining = Lots(state.working[place].remaining.count - fill.lots.count)
                if state.working[place].remaining == .zero { state.working.remove(at: place) }
            }
            return state.position.apply(fill, lotValue: lotValue)
        case .rejected, .cancelled:
            if let place { state.working.remove(at: place) }
        case .accepted, .cancelRefused, .state, .noAnswer: break
        }
        return nil
    }

    /// Makes a side's resting order what is wanted: one at another price is cancelled first, and followed once it is gone.
    private mutating func quote(
        _ side: Side,
        _ price: Price?,
        _ lots: Lots,
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        at now: Timestamp
    ) {
        if let place = state.quote(side) {
            guard state.working[place].price != price, !state.working[place].isCancelling else { return }
            state.working[place].isCancelling = true
            gateway.cancel(state.working[place].id, of: slot, at: now)
        } else if let price {
            send(side, lots, .limit(price), slot, &state, at: now)
        }
    }

    private mutating func send(
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        _ slot: InstrumentSlot,
        _ state: inout InstrumentState,
        at now: Timestamp
    ) {
        guard ordersLeft > 0 else { return }
        ordersLeft -= 1
        orders += 1
        let request = OrderRequest(id: names.next(), slot: slot, side, lots, type)
        state.working.append(.init(id: request.id, side: side, price: type.limit, remaining: lots))
        gateway.submit(request, at: now)
    }
}
