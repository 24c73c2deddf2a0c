package import Market

/// A position of the trading engine from its opening to its close: one that turns round is two.
package struct EngineTrip: Hashable, Codable, Sendable {
    /// Unique for ever: the millisecond of its opening, or the next that is free.
    package var number: Int64
    /// As the exchange calls it: `SBER`.
    package var instrument: String
    /// Of its opening.
    package var side: Side
    package var openedAt: Timestamp
    /// Nil while it is open.
    package var closedAt: Timestamp?
    /// What is held, above zero; 0 once closed.
    ///
    /// Unit: lots.
    package var lots: Double
    /// The most that was held.
    package var mostLots: Double
    /// The average price of what is held, or was held last.
    package var entry: Price?
    /// The middle of the market; of a closed one the price of its last fill.
    package var mark: Price?
    /// Where it is given up; nil where the plan has no stops.
    package var stop: Price?
    /// What it has brought, fees taken off, what is open at its mark.
    package var gain: Money
    /// What its instrument had brought before it, fees taken off.
    package var base: Money
    /// Whether the chat has a message of its own for it.
    package var isTold: Bool

    package init(
        number: Int64,
        instrument: String,
        side: Side,
        openedAt: Timestamp,
        closedAt: Timestamp? = nil,
        lots: Double,
        mostLots: Double,
        entry: Price?,
        mark: Price?,
        stop: Price?,
        gain: Money,
        base: Money = .zero,
        isTold: Bool = false
    ) {
        self.number = number
        self.instrument = instrument
        self.side = side
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.lots = lots
        self.mostLots = mostLots
        self.entry = entry
        self.mark = mark
        self.stop = stop
        self.gain = gain
        self.base = base
        self.isTold = isTold
    }

    package var isOpen: Bool { closedAt == nil }

    /// Which queued messages of it stand for each other.
    package static func coalesceKey(_ number: Int64) -> String { "trip:\(number)" }
}
