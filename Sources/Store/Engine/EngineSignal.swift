package import Market
package import Platform

/// What a strategy of the trading engine has begun to want, at the moment at which it did.
package struct EngineSignal: Hashable, Codable, Sendable {
    package var at: Timestamp
    package var instrument: String
    package var strategy: String
    /// The position that it wants, in lots; zero for none.
    package var lots: Double
    /// How sure it was, 0 to 1; nil where it does not say.
    package var confidence: Double?
    /// Nil where a side of the book was missing.
    package var mid: Price?

    package init(
        at: Timestamp,
        instrument: String,
        strategy: String,
        lots: Double,
        confidence: Double? = nil,
        mid: Price? = nil
    ) {
        self.at = at
        self.instrument = instrument
        self.strategy = strategy
        self.lots = lots
        self.confidence = confidence
        self.mid = mid
    }

    /// 1 for long, −1 for short, 0 for flat; the seed's column.
    package var direction: Int { lots > 0 ? 1 : lots < 0 ? -1 : 0 }
}

extension EngineSignal {
    /// With the seed's names where it has them; the instant RFC 3339 in UTC.
    package var json: JSON {
        [
            "timestamp": .string(RFC3339.text(at)), "figi": .string(instrument), "direction": .int(Int64(direction)),
            "confidence": confidence.map { .double($0) } ?? .null, "lots": .double(lots),
            "price": mid.map { .string("\($0)") } ?? .null, "strategy": .string(strategy),
        ]
    }
}

/// Signals in numbers.
package struct EngineSignalTotals: Hashable, Sendable {
    package var count = 0
    /// Of those that say.
    package var meanConfidence: Double?
    package var long = 0
    package var short = 0

    package init() {}
}
