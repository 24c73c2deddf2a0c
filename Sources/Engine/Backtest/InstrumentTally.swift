import Market

/// What is counted of one instrument during a backtest.
struct InstrumentTally {
    let instrument: BacktestInstrument
    var integrity: BookIntegrity
    private(set) var fills = 0
    /// Orders that traded; the parts of one that was filled in parts follow each other.
    private(set) var tradedOrders = 0
    private(set) var turnover = Money.zero
    /// What fills that closed a position, or a part, brought after their fees; oldest first.
    private(set) var closedTrades: ContiguousArray<Money> = []
    private var lastOrder: OrderID?

    init(_ instrument: BacktestInstrument) {
        self.instrument = instrument
        integrity = BookIntegrity(priceStep: instrument.facts.priceStep)
    }

    mutating func add(_ fill: Fill, gain: Money?) {
        fills += 1
        turnover += instrument.facts.value(of: fill.lots, at: fill.price).magnitude
        let isNew = fill.order != lastOrder
        if isNew { tradedOrders += 1 }
        lastOrder = fill.order
        guard let gain else { return }
        if isNew || closedTrades.isEmpty {
            closedTrades.append(gain - fill.fee)
        } else {
            closedTrades[closedTrades.count - 1] += gain - fill.fee
        }
    }
}
