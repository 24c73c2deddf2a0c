package import Market

/// What the daily gap scan found of one share: its gap, and the levels as they were last worked out.
package struct GapLeader: Hashable, Sendable {
    /// VWAP with its band, and what they rest on.
    package struct Levels: Hashable, Codable, Sendable {
        package var vwap: Double
        /// Nil where one candle gives no band.
        package var support, resistance: Double?
        /// When the first candle begins and the last one ends; nil where another service did not say.
        package var from, till: Timestamp?
        /// How they came about; empty where another service worked them out.
        package var path: PricePath

        package init(
            vwap: Double,
            support: Double?,
            resistance: Double?,
            from: Timestamp?,
            till: Timestamp?,
            path: PricePath = PricePath()
        ) {
            self.vwap = vwap
            self.support = support
            self.resistance = resistance
            self.from = from
            self.till = till
            self.path = path
        }
    }

    /// Of what nothing is known, as the source failed to tell it or has none.
    package struct Doubts: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        package static let splits = Doubts(rawValue: 1)
        package static let dividends = Doubts(rawValue: 2)
    }

    package var date: CivilDate
    package var ticker: String
    /// 1 for the largest gap of the day.
    package var place: Int
    package var uid: String
    /// Nil where another scanner did not say.
    package var previousClose, open: Double?
    /// A fraction: 0.0384 is 3.84 %.
    package var gap: Double
    /// For one share: the dividend without which it trades from this day on, a part of the gap; nil where none is known.
    package var dividend: Double?
    /// The split from this day on, such as `1:100`, in whose shares the close before is told; nil where none is known.
    package var split: String?
    /// Whether ``dividend`` and ``split`` would be known.
    package var doubts: Doubts = []
    /// Nil where nothing was traded yet, or the question failed.
    package var levels: Levels?
    /// Why there are no levels; empty where that is no failure.
    package var failure: String
    package var lookedAt: Timestamp

    package init(
        date: CivilDate,
        ticker: String,
        place: Int,
        uid: String,
        previousClose: Double?,
        open: Double?,
        gap: Double,
        dividend: Double? = nil,
        split: String? = nil,
        levels: Levels? = nil,
        failure: String = "",
        lookedAt: Timestamp
    ) {
        self.date = date
        self.ticker = ticker
        self.place = place
        self.uid = uid
        self.previousClose = previousClose
        self.open = open
        self.gap = gap
        self.dividend = dividend
        self.split = split
        self.levels = levels
        self.failure = failure
        self.lookedAt = lookedAt
    }
}
