package import Market

/// A strategy that makes signals; stored names never change.
package enum StrategyName: String, CaseIterable, Codable, Hashable, Sendable {
    /// With the trend, after a fall back to its average.
    case trendPullback = "trend_pullback"
    /// Back into the bands of Bollinger where there is no trend.
    case bandReversion = "band_reversion"
    /// Over the highest price of 20 days with more volume than usual.
    case breakout
}

/// What a strategy wants of a share on a day; at most one of a share and strategy a day.
package struct TradeSignal: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        case entry, exit
    }

    package enum Outcome: String, CaseIterable, Codable, Hashable, Sendable {
        /// To be filled at the day's open, or at the next price where it came after that.
        case pending
        case filled
        /// The day passed without a trade at which it could be filled.
        case expired
        /// Limits, cash or a halt left no lot of it; ``TradeSignal/obstacle`` says which.
        case refused
    }

    /// The trading day that it is for.
    package var date: CivilDate
    package var secid: SecID
    package var strategy: StrategyName
    package var kind: Kind
    package var outcome: Outcome
    /// The close before, which it rests on.
    package var reference: Price
    /// Average true range of five days before it, in units of price.
    package var range: Double
    /// Of an entry: where it is given up, and where it has brought enough, reckoned from ``reference``.
    package var stop, take: Price?
    package var lots: Lots
    /// What the strategy saw.
    package var reason: String
    /// What limited its size, or became of it; empty where nothing did.
    package var note: String
    /// Why it was not filled; nil where it was or still may be, and in rows of versions that kept the ``note`` alone.
    package var obstacle: Obstacle?
    /// True where it was decided after the share's day had opened: no price of before counts for it.
    package var isLate: Bool

    package init(
        date: CivilDate,
        secid: SecID,
        strategy: StrategyName,
        kind: Kind,
        outcome: Outcome = .pending,
        reference: Price,
        range: Double,
        stop: Price? = nil,
        take: Price? = nil,
        lots: Lots = .zero,
        reason: String,
        note: String = "",
        obstacle: Obstacle? = nil,
        isLate: Bool = false
    ) {
        self.date = date
        self.secid = secid
        self.strategy = strategy
        self.kind = kind
        self.outcome = outcome
        self.reference = reference
        self.range = range
        self.stop = stop
        self.take = take
        self.lots = lots
        self.reason = reason
        self.note = note
        self.obstacle = obstacle
        self.isLate = isLate
    }
}
