package import Execution
package import Market

/// What is looked at by the clock and not by the book: section `risk_schedule` of the seed.
///
/// Limits bound what is sent; what prices have made of a position since nobody sends. It is cut back here, by an order at market.
package struct RiskSchedule: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// Between two looks at the size of positions, by default 10 s; nil never looks.
        package var positionCheck: Duration? = .seconds(10)
        /// Between two looks at the balance of long and short positions; nil, the default, never looks.
        package var hedging: Duration?

        package init() {}
    }

    /// A position and what it is worth.
    package struct Holding: Hashable, Sendable {
        package var slot: InstrumentSlot
        /// Parts of a lot (``LotScale``), negative for short.
        package var lots: Lots
        /// Roubles of the whole position, above zero.
        package var value: Double

        package init(_ slot: InstrumentSlot, _ lots: Lots, value: Double) {
            self.slot = slot
            self.lots = lots
            self.value = value
        }
    }

    package enum Reason: String, Hashable, Sendable {
        /// Of one instrument more than it may be worth, or lots.
        case exposure
        /// Of all together.
        case grossExposure = "gross_exposure"
        /// Long and short positions are out of balance.
        case hedge
    }

    /// A position that becomes smaller.
    package struct Cut: Hashable, Sendable {
        package var slot: InstrumentSlot
        /// What stays, without a sign; whole lots where it is held in whole lots.
        package var kept: Lots
        package var reason: Reason

        package init(slot: InstrumentSlot, kept: Lots, reason: Reason) {
            self.slot = slot
            self.kept = kept
            self.reason = reason
        }
    }

    /// How much more than its limit prices may make of a position: a limit is where buying ends, and not where selling has to begin.
    package static let growth = 1.25

    private let options: Options
    private var nextCheck: Timestamp
    private var nextHedge: Timestamp

    package init(_ options: Options, at now: Timestamp) {
        self.options = options
        nextCheck = now + (options.positionCheck ?? .zero)
        nextHedge = now + (options.hedging ?? .zero)
    }

    /// What is to be cut now; nothing where it is not time to look.
    ///
    /// - Parameter limits: in parts of a lot (``RiskLimits/scaled(by:)``).
    package mutating func look(_ holdings: () -> [Holding], _ limits: RiskLimits, at now: Timestamp) -> [Cut] {
        if let interval = options.positionCheck, now >= nextCheck {
            nextCheck = now + interval
            let cuts = Self.oversized(holdings(), limits)
            if !cuts.isEmpty { return cuts }
        }
        if let interval = options.hedging, now >= nextHedge {
            nextHedge = now + interval
            if let cut = Self.hedge(holdings(), limits) { return [cut] }
        }
        return []
    }

    /// Positions that have outgrown a limit by a quarter, cut back to it; with none, the largest where all together have.
    package static func oversized(_ holdings: [Holding], _ limits: RiskLimits) -> [Cut] {
        let most = min(limits.maxGrossExposure, limits.maxExposurePct * limits.capitalBase)
        let single = holdings.compactMap { holding -> Cut? in
            let lots = Double(holding.lots.count.magnitude)
            var share = 1.0
            if holding.value > most * growth { share = most / holding.value }
            // Lots are not made more by prices: there the limit has become lower since.
            share = min(share, Double(limits.maxPosition) / lots)
            return share < 1 ? Cut(slot: holding.slot, kept: kept(holding, share), reason: .exposure) : nil
        }
        if !single.isEmpty { return single }
        let gross = holdings.reduce(0) { $0 + $1.value }
        guard gross > limits.maxGrossExposure * growth, let largest = largest(holdings) else { return [] }
        let share = max(0, 1 - (gross - limits.maxGrossExposure) / largest.value)
        return [Cut(slot: largest.slot, kept: kept(largest, share), reason: .grossExposure)]
    }

    /// Of two positions and more the largest of the heavier side, cut until |long − short| is within a share of all.
    ///
    /// The share is twice `max_risk_per_instrument`, at least 0.05 and at most 0.25, as in the seed's original, which wrote a line of the log and sent nothing.
    package static func hedge(_ holdings: [Holding], _ limits: RiskLimits) -> Cut? {
        guard holdings.count > 1 else { return nil }
        let share = min(max(2 * limits.maxRiskPerInstrument, 0.05), 0.25)
        let net = holdings.reduce(0) { $0 + ($1.lots > .zero ? $1.value : -$1.value) }
        let gross = holdings.reduce(0) { $0 + $1.value }
        guard abs(net) > share * gross else { return nil }
        let heavier = holdings.filter { ($0.lots > .zero) == (net > 0) }
        guard let largest = largest(heavier) else { return nil }
        // What is cut leaves both: |net| − x = share · (gross − x).
        let excess = (abs(net) - share * gross) / (1 - share)
        return Cut(slot: largest.slot, kept: kept(largest, max(0, 1 - excess / largest.value)), reason: .hedge)
    }

    private static func largest(_ holdings: [Holding]) -> Holding? {
        holdings.max { ($0.value, $1.slot.index) < ($1.value, $0.slot.index) }
    }

    /// A share of a position, rounded down.
    private static func kept(_ holding: Holding, _ share: Double) -> Lots {
        let size = Int64(holding.lots.count.magnitude)
        let kept = min(size, Int64((Double(size) * share).rounded(.down)))
        return Lots(size % LotScale.perLot == 0 ? kept / LotScale.perLot * LotScale.perLot : kept)
    }
}
