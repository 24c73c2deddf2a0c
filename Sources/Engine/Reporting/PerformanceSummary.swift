import Execution
import Market
import Platform

/// How the engine has done since the last summary: one line of the seed's `performance.jsonl`.
///
/// `summary` has the seed's keys, with `fees` beside them; `per_instrument` is by code. Money is decimal text, exact; lots are numbers.
struct PerformanceSummary: Hashable, Sendable {
    struct Instrument: Hashable, Sendable {
        let code: String
        /// In parts of a lot; negative for a short position.
        let lots: Lots
        /// Since the first start, fees not taken off.
        let realised: Money
        /// At the middle of its market; nil where it has none.
        let unrealised: Money?
        let fees: Money
        /// Since the last summary: how often the wanted position became another.
        let signals: Int
    }

    let at: Timestamp
    /// What the strategies' signals since the last summary were sure of on average, 0 to 1; nil without one, or where they do not say.
    let confidence: Double?
    let losses: Int
    let isDailyLossTriggered: Bool
    let isHalted: Bool
    let instruments: [Instrument]

    var json: JSON {
        let realised = instruments.reduce(Money.zero) { $0 + $1.realised }
        let fees = instruments.reduce(Money.zero) { $0 + $1.fees }
        return [
            "summary": [
                "timestamp": .string(RFC3339.text(at)),
                "signal_count": .int(Int64(instruments.reduce(0) { $0 + $1.signals })),
                "avg_confidence": confidence.map { .double($0) } ?? .null,
                "realized_pnl": .string("\(realised)"), "fees": .string("\(fees)"),
                "consecutive_losses": .int(Int64(losses)), "daily_loss_triggered": .bool(isDailyLossTriggered),
                "halted": .bool(isHalted),
            ],
            "per_instrument": .object(
                instruments.map { instrument in
                    JSON.Member(
                        instrument.code,
                        [
                            "position": .double(LotScale.units(instrument.lots)),
                            "realized_pnl": .string("\(instrument.realised)"),
                            "unrealized_pnl": instrument.unrealised.map { .string("\($0)") } ?? .null,
                            "fees": .string("\(instrument.fees)"), "signal_count": .int(Int64(instrument.signals)),
                        ]
                    )
                }
            ),
        ]
    }
}
