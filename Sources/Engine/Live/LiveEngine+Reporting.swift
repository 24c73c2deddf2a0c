import Execution
import Market
import Platform

/// Its history of summaries.
extension LiveEngine {
    /// What of the counters the last summary had already.
    struct Reported {
        /// By slot.
        var signals: [Int]
        var confidence = (signals: 0, sum: 0.0)
    }

    /// Writes a summary where it is time for one; a history that cannot be written is told, and never stops trading.
    func report(at now: Timestamp) {
        guard plan.reporting.isEnabled, now >= nextReport else { return }
        nextReport = now + plan.reporting.interval
        do throws(FileError) {
            try performance.prune(at: now)
            try performance.add(summary(at: now).json)
        } catch {
            log.error("The history of results cannot be written", ["error": error.detail])
        }
    }

    private func summary(at now: Timestamp) -> PerformanceSummary {
        let state = run.state
        let signals = state.instruments.map(\.targetChanges)
        let tallies = state.instruments.compactMap(\.confidence)
        let confidence = (tallies.reduce(0) { $0 + $1.signals }, tallies.reduce(0) { $0 + $1.sum })
        // A strategy that another has replaced has taken its count with it.
        let count = max(0, confidence.0 - reported.confidence.signals)
        let sum = confidence.1 - reported.confidence.sum
        let table = state.execution.ledger.instruments
        let instruments = zip(state.execution.ledger.positions, table.facts).enumerated().map { index, pair in
            let (position, facts) = pair
            return PerformanceSummary.Instrument(
                code: facts.id.secid.text,
                lots: position.lots,
                realised: position.realised,
                unrealised: run.mid(InstrumentSlot(index)).map {
                    position.unrealised(at: $0, lotValue: facts.lotValue)
                },
                fees: position.fees,
                signals: signals[index] - reported.signals[index]
            )
        }
        reported = Reported(signals: Array(signals), confidence: confidence)
        return PerformanceSummary(
            at: now,
            confidence: count > 0 ? min(1, max(0, sum / Double(count))) : nil,
            losses: state.risk?.state.losses ?? 0,
            isDailyLossTriggered: state.risk?.halts.all.contains { $0.cause == .dailyLoss } ?? false,
            isHalted: state.risk?.halts.level != nil,
            instruments: instruments
        )
    }
}
