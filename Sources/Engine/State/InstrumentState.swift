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

    var strategy: any Strategy
    let priceStep: PriceStep
    /// The position that the strategy wants; zero at first.
    var target = Lots.zero
    /// How often the wanted position became another one.
    var targetChanges = 0
    /// Whether it is traded; one that is only watched keeps its strategy warm.
    var isActive = true
    /// Where the position is given up; nil when flat, or where the plan asks for no stops.
    var stop: ProtectiveStop?
    /// Resting orders; of a strategy that quotes at most one a side.
    var quotes: ContiguousArray<Quote> = []

    init(_ strategy: any Strategy, _ priceStep: PriceStep) {
        self.strategy = strategy
        self.priceStep = priceStep
        quotes.reserveCapacity(2)
    }

    /// Takes what the strategy wants to hold.
    mutating func want(_ lots: Lots) {
        guard lots != target else { return }
        target = lots
        targetChanges += 1
    }

    /// The place of the resting order of a side.
    func quote(_ side: Side) -> Int? {
        quotes.firstIndex { $0.side == side }
    }
}
