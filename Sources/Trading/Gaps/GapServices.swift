package import Market
package import Store

/// Who finds gaps and levels for the daily job: the two services built in, or others at an address (seed 000).
package protocol GapServices: Sendable {
    /// Shares of today with a gap of at least a fraction, in any order.
    ///
    /// - Throws: ``GapServiceError``, errors of the source of prices, `CancellationError`.
    func gaps(minimum: Double, on date: CivilDate) async throws -> [GapFinding]

    /// The levels of one of them; nil where nothing was traded yet.
    ///
    /// - Throws: as ``gaps(minimum:on:)``.
    func levels(of gap: GapFinding, on date: CivilDate) async throws -> LevelsFinding?
}

/// A share with its gap, as a scanner tells it.
package struct GapFinding: Hashable, Sendable {
    package let ticker: String
    /// How the scanner calls the share beside its ticker; given to the VWAP service as it came.
    package let uid: String
    /// Nil where another scanner does not say.
    package let previousClose, open: Double?
    /// A fraction: 0.0384 is 3.84 %.
    package let gap: Double
    /// The split since the close before, such as `1:100`; nil where none is known.
    package let split: String?
    /// The dividend without which the share trades from that day on, which is a part of its gap; nil where none is known.
    package let dividend: Double?
    /// Of what nothing is known.
    package let doubts: GapLeader.Doubts

    package init(
        ticker: String,
        uid: String,
        previousClose: Double? = nil,
        open: Double? = nil,
        gap: Double,
        split: String? = nil,
        dividend: Double? = nil,
        doubts: GapLeader.Doubts = []
    ) {
        self.ticker = ticker
        self.uid = uid
        self.previousClose = previousClose
        self.open = open
        self.gap = gap
        self.split = split
        self.dividend = dividend
        self.doubts = doubts
    }
}

/// Levels of a share, as a VWAP service tells them.
package struct LevelsFinding: Hashable, Sendable {
    package let vwap: Double
    /// Nil where there is no band yet.
    package let support, resistance: Double?
    /// When the first candle that they rest on begins and the last one ends; nil where another service does not say.
    package let from, till: Timestamp?
    /// How they came about; empty where another service does not say.
    package let path: PricePath

    package init(
        vwap: Double,
        support: Double?,
        resistance: Double?,
        from: Timestamp? = nil,
        till: Timestamp? = nil,
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
