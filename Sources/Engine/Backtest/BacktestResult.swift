package import Execution
package import Market

/// What a backtest came to.
package struct BacktestResult: Sendable {
    package struct Instrument: Sendable {
        package let code: SecID
        package let position: Position
        package let targetChanges: Int
        package let tradedOrders: Int
        package let fills: Int
        package let turnover: Money
        /// What each closed trade brought after fees.
        package let closedTrades: ContiguousArray<Money>
        package let integrity: BookIntegrity
        /// Nil where the plan does not look at silences.
        package let gap: FeedGap?
        /// Nil where the plan swaps nothing.
        package let comparison: ShadowComparison?
        /// Nil where the strategy has no fallback.
        package let fallback: HeuristicFallback.Tally?
        /// Whether it was traded at the end.
        package let isActive: Bool
    }

    /// The run was ended before the file was.
    package let isPartial: Bool
    package let strategy: StrategyChoice.Name
    package let start: Money?
    package let events: Int
    /// Events of instruments that the plan does not name.
    package let foreignEvents: Int
    package let orders: Int
    /// Wishes that risk has cut or refused, by its reason.
    package let refusals: [RiskManagement.Refusal: Int]
    /// Orders that the venue has refused, by its reason.
    package let rejections: [ExecutionReport.Refusal: Int]
    /// Every stop of trading, in order of time.
    package let halts: [Halt]
    /// Positions that a protective stop has ended; nil where the plan has none.
    package let stops: Int?
    /// Nil where all instruments were traded all the time.
    package let rotation: Rotation?
    package let skipped: SkippedLines
    package let cash: Money
    package let profit: Money
    package let fees: Money
    package let turnover: Money
    package let fills: Int
    /// In money, from the highest point before.
    package let maxDrawdown: Money
    /// Books at which something was held, in parts of all.
    package let exposure: Double?
    /// One point per book.
    package let curve: ContiguousArray<Money>
    package let times: ContiguousArray<Timestamp>
    package let instruments: [Instrument]

    /// Orders that traded.
    package var trades: Int { instruments.reduce(0) { $0 + $1.tradedOrders } }
    package var targetChanges: Int { instruments.reduce(0) { $0 + $1.targetChanges } }
    package var closedTrades: [Money] { instruments.flatMap(\.closedTrades) }

    /// Parts of the closed trades that brought something after fees; nil without a closed one.
    package static func winRate(_ closed: some Collection<Money>) -> Double? {
        closed.isEmpty ? nil : Double(closed.count { $0 > .zero }) / Double(closed.count)
    }
}

extension BacktestResult {
    init(
        isPartial: Bool,
        plan: BacktestPlan,
        events: Int,
        foreignEvents: Int,
        state: StateManagement,
        skipped: SkippedLines,
        account: BacktestAccount,
        tallies: ContiguousArray<InstrumentTally>
    ) {
        self.isPartial = isPartial
        strategy = plan.strategy.name
        start = plan.capital
        self.events = events
        self.foreignEvents = foreignEvents
        orders = state.orders
        refusals = state.refusals
        rejections = state.rejections
        halts = state.halts
        stops = plan.usesStops ? state.stops : nil
        rotation = state.rotation
        self.skipped = skipped
        cash = account.cash
        profit = account.profit
        fees = account.fees
        turnover = account.turnover
        fills = account.fills
        maxDrawdown = account.maxDrawdown
        exposure = account.curve.isEmpty ? nil : Double(account.exposedBooks) / Double(account.curve.count)
        curve = account.curve
        times = account.times
        instruments = tallies.indices.map { index in
            Instrument(
                tallies[index],
                state.instruments[index],
                position: state.execution.position(of: InstrumentSlot(index))
            )
        }
    }
}

extension BacktestResult.Instrument {
    init(_ tally: InstrumentTally, _ state: InstrumentState, position: Position) {
        code = tally.instrument.code
        self.position = position
        targetChanges = state.targetChanges
        gap = state.gap
        comparison = state.swap?.comparison
        fallback = state.fallback
        isActive = state.isActive
        tradedOrders = tally.tradedOrders
        fills = tally.fills
        turnover = tally.turnover
        closedTrades = tally.closedTrades
        integrity = tally.integrity
    }
}
