package import Market

/// How many lots a new position has.
package enum PositionSize {
    /// `floor(capital · max_risk / |stop − price|)`, no more than the limits of a position and of an instrument's exposure allow.
    ///
    /// The seed takes at least one lot; a stop that far away then loses more than the risk that was allowed, so here the answer is none.
    ///
    /// - Returns: Zero where one lot is too many, or where the stop lies at the price.
    package static func lots(price: Price, stop: Price, _ facts: InstrumentFacts, _ limits: RiskLimits) -> Lots {
        let worth = facts.value(of: 1, at: price).magnitude
        guard worth > .zero, let byRisk = byRisk(price: price, stop: stop, facts, limits) else { return .zero }
        let byExposure = limits.instrumentExposure.attos / worth.attos
        return Lots(Int64(clamping: min(byRisk, byExposure, Int128(limits.maxPosition))))
    }

    /// The lots that lose at the stop what one instrument may; nil where the stop lies at the price.
    static func byRisk(price: Price, stop: Price, _ facts: InstrumentFacts, _ limits: RiskLimits) -> Int128? {
        let lost = (facts.value(of: 1, at: price) - facts.value(of: 1, at: stop)).magnitude
        guard lost > .zero else { return nil }
        return Money(units: limits.capitalBase * limits.maxRiskPerInstrument).attos / lost.attos
    }
}
