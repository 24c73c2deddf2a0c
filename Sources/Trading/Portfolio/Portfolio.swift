package import Market
package import Store

/// What a portfolio holds and has: a value that only fills change, the same from its stored fills as it was when they were made.
package struct Portfolio: Sendable {
    /// What it began with.
    package let capital: Money
    package private(set) var fills: [PortfolioFill] = []
    /// By code; shares that are held now.
    package private(set) var holdings: [SecID: Holding] = [:]
    /// By code; of all shares that were ever traded.
    package private(set) var positions: [SecID: Position] = [:]
    /// Closed trades, the oldest first.
    package private(set) var trips: [ClosedTrade] = []
    private var begun: [SecID: CivilDate] = [:]
    private var gains: [SecID: Money] = [:]

    /// - Parameters:
    ///   - fills: in the order of their numbers.
    ///   - holdings: stops and marks of what the fills have left; one that no fill accounts for is not taken.
    package init(capital: Money, fills: [PortfolioFill] = [], holdings: [Holding] = []) {
        self.capital = capital
        for fill in fills { book(fill) }
        for holding in holdings where positions[holding.secid]?.lots == holding.lots && holding.lots > .zero {
            self.holdings[holding.secid] = holding
        }
    }

    package var cash: Money {
        positions.values.reduce(capital) { $0 + $1.cash - $1.fees }
    }

    /// Gains of closed trades less all fees.
    package var realised: Money {
        positions.values.reduce(.zero) { $0 + $1.realised - $1.fees }
    }

    /// What is held, at the last prices that were seen.
    package var invested: Money { holdings.values.reduce(.zero) { $0 + $1.value } }
    package var equity: Money { cash + invested }

    /// Codes of what is held, in order: a dictionary's order changes from run to run.
    package var held: [SecID] { holdings.keys.sorted() }

    /// What closed trades of a strategy brought from a day on, fees taken off.
    package func results(of strategy: StrategyName, since day: CivilDate) -> [Double] {
        trips.filter { $0.strategy == strategy && $0.closedOn >= day }.map(\.result.units)
    }

    // MARK: Changes

    /// Books a fill; a purchase then gets its stop by ``hold(_:)``.
    package mutating func book(_ fill: PortfolioFill) {
        fills.append(fill)
        let execution = Fill(
            order: OrderID(high: 0, low: UInt64(fill.number)),
            slot: InstrumentSlot(0),
            side: fill.side,
            price: fill.price,
            lots: fill.lots,
            fee: fill.fee,
            liquidity: .taker,
            time: Timestamp(seconds: 0),
            number: UInt64(fill.number)
        )
        let secid = fill.secid
        if positions[secid]?.isFlat ?? true {
            begun[secid] = fill.date
            gains[secid] = .zero
        }
        let gain = positions[secid, default: Position()].apply(execution, lotValue: Price(lotOf: fill.lotSize))
        gains[secid, default: .zero] += (gain ?? .zero) - fill.fee
        guard positions[secid]?.isFlat == true else { return }
        holdings[secid] = nil
        trips.append(
            ClosedTrade(
                secid: secid,
                strategy: fill.strategy,
                openedOn: begun[secid] ?? fill.date,
                closedOn: fill.date,
                cause: fill.cause,
                result: gains[secid] ?? .zero
            )
        )
    }

    /// Sets stops and marks of a share that is held.
    package mutating func hold(_ holding: Holding) {
        holdings[holding.secid] = holding
    }
}

/// A position from its purchase until all of it was sold.
package struct ClosedTrade: Hashable, Sendable {
    package let secid: SecID
    package let strategy: StrategyName
    package let openedOn, closedOn: CivilDate
    /// Why it was sold.
    package let cause: PortfolioFill.Cause
    /// Fees taken off.
    package let result: Money
}
