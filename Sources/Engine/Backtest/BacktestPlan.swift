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
    package var queue = QueueModel.conservative
    /// Whether market orders fill whole at the best price, whatever its size: the ideal case.
    package var fillsAtTouch = false
    /// What risk allows, in whole lots; nil for no limits.
    package var limits: RiskLimits?
    /// Orders after which no new ones are made; nil for no bound.
    package var mostOrders: Int?
    /// The events that are played, counted from 0; those before only build the books, those behind are not read.
    package var window = 0..<Int.max

    package init(_ strategy: StrategyChoice, _ instruments: [BacktestInstrument]) {
        self.strategy = strategy
        self.instruments = instruments
    }

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
