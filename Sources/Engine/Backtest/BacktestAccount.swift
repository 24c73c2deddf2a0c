import Market

/// The money of a backtest: cash, what is held at the mid, and the curve of both.
struct BacktestAccount {
    private let facts: ContiguousArray<InstrumentFacts>
    private let start: Money
    private(set) var cash: Money
    private(set) var fees = Money.zero
    private(set) var turnover = Money.zero
    private(set) var fills = 0
    /// What is held of each instrument, at its last mid.
    private var marks: ContiguousArray<Money>
    private var marked = Money.zero
    /// One point per book.
    private(set) var curve: ContiguousArray<Money> = []
    private(set) var times: ContiguousArray<Timestamp> = []
    private var peak: Money
    private(set) var maxDrawdown = Money.zero
    /// Books at which something was held.
    private(set) var exposedBooks = 0

    init(facts: ContiguousArray<InstrumentFacts>, start: Money) {
        self.facts = facts
        self.start = start
        cash = start
        peak = start
        marks = ContiguousArray(repeating: .zero, count: facts.count)
    }

    var equity: Money { cash + marked }
    var profit: Money { equity - start }

    mutating func book(_ fill: Fill) {
        let value = facts[fill.slot.index].value(of: fill.lots, at: fill.price)
        cash -= value * fill.side.sign + fill.fee
        fees += fill.fee
        turnover += value.magnitude
        fills += 1
    }

    /// Values what is held of an instrument at its best levels; where its book lacks a side the last value stays.
    mutating func mark(_ slot: InstrumentSlot, _ lots: Lots, _ bid: BookLevel?, _ ask: BookLevel?) {
        guard let bid, let ask else { return }
        // Flat before and after: nothing to reckon, at most books.
        if lots == .zero, marks[slot.index] == .zero { return }
        // The sum of two prices halved once at the end keeps the half billionth that a mid may have.
        let both =
            Int128(bid.price.nanos + ask.price.nanos) * Int128(lots.count) * Int128(facts[slot.index].lotValue.nanos)
        // Halved towards zero; the division of such a large number would be a call.
        let mark = Money(attos: (both < 0 ? both + 1 : both) >> 1)
        marked += mark - marks[slot.index]
        marks[slot.index] = mark
    }

    mutating func record(at time: Timestamp, isExposed: Bool) {
        let equity = equity
        curve.append(equity)
        times.append(time)
        if equity > peak { peak = equity }
        if peak - equity > maxDrawdown { maxDrawdown = peak - equity }
        if isExposed { exposedBooks += 1 }
    }
}
