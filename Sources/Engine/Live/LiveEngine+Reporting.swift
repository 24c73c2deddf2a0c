import Execution
import Market
import Platform

/// Its history of summaries.
extension LiveEngine {
    /// Writes a summary where it is time for one; a history that cannot be written is told, and never stops trading.
    func report(at now: Timestamp) {
        guard plan.reporting.isEnabled, now >= results.next else { return }
        results.next = now + plan.reporting.interval
        do throws(FileError) {
            try results.file.prune(at: now)
            try results.file.add(summary(at: now).json)
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
        let count = max(0, confidence.0 - results.confidence.signals)
        let sum = confidence.1 - results.confidence.sum
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
                signals: signals[index] - results.signals[index]
            )
        }
        (results.signals, results.confidence) = (Array(signals), confidence)
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

/// The history of summaries, when the next is due, and what of the counters the last one had already.
struct ResultsHistory {
    let file: PerformanceFile
    var next: Timestamp
    /// By slot.
    var signals: [Int]
    var confidence = (signals: 0, sum: 0.0)

    init(_ options: PerformanceFile.Options, in folder: String, instruments: Int, at now: Timestamp) {
        file = PerformanceFile(options.path ?? "\(folder)/performance.jsonl", historyDays: options.historyDays)
        next = now + options.interval
        signals = Array(repeating: 0, count: instruments)
    }
}
