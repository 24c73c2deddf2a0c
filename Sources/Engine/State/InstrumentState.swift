import Analytics
import Execution
import Market

/// All that trading one instrument remembers between two events, beside its orders and position, which the ledger has.
struct InstrumentState: Sendable {
    /// A resting order whose end is not known yet.
    struct Quote: Sendable {
        let id: OrderID
        let side: Side
        let price: Price
        var isCancelling = false
    }

    private var strategy: any Strategy
    let priceStep: PriceStep
    /// The position that the strategy wants; zero at first.
    private(set) var target = Lots.zero
    /// How often the wanted position became another one.
    private(set) var targetChanges = 0
    /// Whether it is traded; one that is only watched keeps its strategy warm.
    var isActive = true
    /// Nil where silences are of no account.
    var gap: FeedGap?
    /// Nil where the plan swaps nothing.
    var swap: SwapState?
    /// Where the position is given up; nil when flat, or where the plan asks for no stops.
    var stop: ProtectiveStop?
    /// For stops alone.
    var moves: MidMoves?
    /// Whether a strategy that wants a short position is taken at its word; otherwise it gets none.
    var allowsShort = true
    /// How long nothing new is sent after a refused order; zero for no pause.
    var refusalPause = Duration.zero
    private var refusedUntil: Timestamp?
    /// A wanted position that a stop has ended: it is not entered again until the strategy has wanted something else.
    private(set) var stopped: Lots?
    /// A person has the position reduced now: nothing else is sent meanwhile, and what rests is taken away.
    var isHeldBack = false
    /// Resting orders; of a strategy that quotes at most one a side.
    var quotes: ContiguousArray<Quote> = []

    init(_ strategy: any Strategy, _ priceStep: PriceStep) {
        self.strategy = strategy
        self.priceStep = priceStep
        quotes.reserveCapacity(2)
    }

    /// Asks the strategy, and the one that is to follow it.
    mutating func decide(_ view: MarketView) -> StrategyWish {
        let wish = strategy.decide(view)
        guard swap != nil else { return wish }
        if let new = swap?.look(view, wish, wanted: target) {
            strategy = new
            // What is held stays held, until the new one wants something else.
            want(swap?.target ?? view.position)
            return .keep
        }
        return wish
    }

    var fallback: HeuristicFallback.Tally? { strategy.fallback }
    var confidence: ConfidenceTally? { strategy.confidence }

    mutating func traded(_ event: MarketEvent) {
        strategy.traded(event)
        swap?.traded(event)
    }

    /// Whether the wish at a book may lead to orders.
    mutating func mayAct(_ view: MarketView) -> Bool {
        let isKnown = gap?.admits(bookAt: view.time) ?? true
        if isHeldBack { return false }
        if let refusedUntil, view.time < refusedUntil { return false }
        // What is held of an instrument that left the active set, because an order filled on its way out, is still looked after.
        return isKnown && (isActive || view.position != .zero)
    }

    /// The venue has refused an order: the next one would fare no better at once.
    mutating func wasRefused(at now: Timestamp) {
        if refusalPause > .zero { refusedUntil = now + refusalPause }
    }

    /// Takes what the strategy wants to hold.
    mutating func want(_ wished: Lots) {
        let lots = allowsShort ? wished : max(.zero, wished)
        guard lots != stopped else { return }
        // Also where it wants to be flat, as it is: then the next wish is a new one.
        stopped = nil
        guard lots != target else { return }
        target = lots
        targetChanges += 1
    }

    /// The position was given up, or all but what is kept.
    mutating func giveUp(keeping kept: Lots = .zero) {
        if stopped == nil { stopped = target }
        target = kept
    }

    /// Goes on after a restart.
    mutating func resume(_ target: Lots, _ stop: ProtectiveStop?, givenUp: Lots?) {
        self.target = target
        self.stop = stop
        stopped = givenUp
        quotes.removeAll(keepingCapacity: true)
    }

    /// The place of the resting order of a side.
    func quote(_ side: Side) -> Int? {
        quotes.firstIndex { $0.side == side }
    }
}
