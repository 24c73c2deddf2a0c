package import Execution
package import Market

/// What a backtest is to do, without the data.
package struct BacktestPlan: Sendable {
    package var strategy: StrategyChoice
    /// In the order of the configuration; other instruments of the file are not traded.
    package var instruments: [BacktestInstrument]
    /// What cash begins with; nil where nothing is said: cash then begins at zero.
    package var capital: Money?
    package var fees = FeeSchedule.none
    package var latency = LatencyModel.none
    /// `latency.file`: delays of orders that were measured; whoever plays the plan makes ``latency`` of them.
    package var latencyFile: String?
    package var queue = QueueModel.conservative
    /// Whether market orders fill whole at the best price, whatever its size: the ideal case.
    package var fillsAtTouch = false
    /// What risk allows, in whole lots; nil for no limits.
    package var limits: RiskLimits?
    /// How a wish becomes orders; nil for one at market.
    package var route: OrderRoute?
    /// Whether each position has a protective stop that follows the price.
    package var usesStops = false
    /// Whether positions below zero are entered; a cash account cannot.
    package var allowsShort = true
    /// What section `calendar` asks for; nil where the plan has none.
    ///
    /// Whoever plays the plan makes ``tradingDays`` of it, and in a backtest ``venueHours``.
    package var calendar: CalendarChoice?
    /// When the paper venue takes orders and fills them; nil for always.
    package var venueHours: VenueHours?
    /// When a trading day ends; nil where each date in Moscow is one, as on markets that never close.
    package var tradingDays: TradingDayClock?
    /// When it may trade; nil for always.
    package var session: StrategyHours?
    /// Wishes are kept and nothing is sent before; nil in a backtest.
    package var notBefore: Timestamp?
    /// How long an instrument rests after a refused order.
    package var refusalPause = Duration.zero
    /// Nil where silences of the feed are of no account.
    package var gap: FeedGap.Options?
    /// Nil where all instruments are traded all the time.
    package var rotation: Rotation.Options?
    /// Another strategy that takes over on the way.
    package var swap: StrategySwap?
    /// Whose price in percent is the market's volatility, such as `RVI`; not traded.
    package var volatilityIndex: SecID?
    /// Orders after which no new ones are made; nil for no bound.
    package var mostOrders: Int?
    /// The events that are played, counted from 0; those before only build the books, those behind are not read.
    package var window = 0..<Int.max

    package init(_ strategy: StrategyChoice, _ instruments: [BacktestInstrument]) {
        self.strategy = strategy
        self.instruments = instruments
    }

    /// What a feed is to be opened with: the traded instruments in their slots, then the index.
    package var codes: [SecID] { instruments.map(\.code) + (volatilityIndex.map { [$0] } ?? []) }

    /// What measures that need a capital are reckoned on where none is given: the seed's.
    package static let usualCapital = Money(units: 100_000)
}

/// An instrument with what the configuration says of it.
package struct BacktestInstrument: Hashable, Sendable {
    /// As the files call it.
    package let code: SecID
    package let facts: InstrumentFacts

    /// Returns nil for a code that is none, and a lot that is not worth at least a tenth of a piece.
    ///
    /// - Parameter lot: pieces in a lot, in whole tenths; below one where coins are traded.
    package init?(_ code: SecID, lot: Price, priceStep: PriceStep) {
        guard let id = InstrumentID(.moex, code), lot.nanos % LotScale.perLot == 0,
            // A price in billionths: the quotient is one again.
            let value = try? Price(nanos: lot.nanos / LotScale.perLot),
            let facts = InstrumentFacts(id, priceStep: priceStep, lotValue: value)
        else { return nil }
        self.code = code
        self.facts = facts
    }
}
