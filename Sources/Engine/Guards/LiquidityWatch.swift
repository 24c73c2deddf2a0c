package import Market
package import Platform

/// Whether an instrument can be traded without paying for it: section `notifications` of the seed.
///
/// A spread that is wide for a moment is none of anybody's business; one that stays wide is told once, until it has been narrow for as long.
package struct LiquidityWatch: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// Widest spread, in hundredths of a percent of the mid, by default 5; nil watches nothing.
        package var widest: Double? = 5
        /// Between two sounds for one instrument; default 30 s.
        package var cooldown = Duration.seconds(30)
        /// Whether anything is heard where the engine runs; default yes.
        package var isAudible = true
        /// Heard where a spread stays wide; default 1,500 Hz.
        package var lowLiquidity = Tone(hertz: 1_500)
        /// Heard where trading is halted; default 2,500 Hz.
        package var highRisk = Tone(hertz: 2_500)

        package init() {}
    }

    package enum Change: Hashable, Sendable {
        /// Basis points of the spread now.
        case wide(Double)
        case narrow
    }

    /// For so long it has to stay before it counts, wide or narrow.
    package static let settling = Duration.seconds(10)

    private struct Spread: Hashable {
        var basisPoints = 0.0
        /// Since when it is on the side of the limit on which it is.
        var since: Timestamp?
        var isAbove = false
        /// When it was told as wide; nil while it counts as narrow.
        var wideSince: Timestamp?
        var soundedAt: Timestamp?
    }

    private let options: Options
    /// By slot.
    private var spreads: [Spread]

    package init(_ options: Options, instruments: Int) {
        self.options = options
        spreads = Array(repeating: Spread(), count: instruments)
    }

    /// A book's best prices; one that lacks a side or is crossed says nothing of its spread.
    package mutating func check(_ slot: InstrumentSlot, bid: Price?, ask: Price?, at now: Timestamp) -> Change? {
        guard let widest = options.widest, let bid, let ask, bid.nanos > 0, ask >= bid else { return nil }
        let spread = Double(ask.nanos - bid.nanos) * 2e4 / (Double(ask.nanos) + Double(bid.nanos))
        let index = slot.index
        let isAbove = spread > widest
        spreads[index].basisPoints = spread
        if spreads[index].since == nil || spreads[index].isAbove != isAbove {
            spreads[index].since = now
            spreads[index].isAbove = isAbove
        }
        guard let since = spreads[index].since, isAbove != (spreads[index].wideSince != nil),
            since.duration(to: now) >= Self.settling
        else { return nil }
        spreads[index].wideSince = isAbove ? since : nil
        return isAbove ? .wide(spread) : .narrow
    }

    /// Whether it may be heard of an instrument again, and takes it that it is.
    package mutating func sounds(_ slot: InstrumentSlot, at now: Timestamp) -> Bool {
        if let last = spreads[slot.index].soundedAt, last.duration(to: now) < options.cooldown { return false }
        spreads[slot.index].soundedAt = now
        return true
    }

    /// Those whose spread counts as wide, with its basis points now and since when.
    package var wide: [(slot: InstrumentSlot, basisPoints: Double, since: Timestamp)] {
        spreads.indices.compactMap { index in
            spreads[index].wideSince.map { (InstrumentSlot(index), spreads[index].basisPoints, $0) }
        }
    }
}
