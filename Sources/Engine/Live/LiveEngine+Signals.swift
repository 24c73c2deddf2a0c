import Execution
import Market
import Store

/// Its signals, for whoever writes them down.
extension LiveEngine {
    /// A strategy has begun to want another position.
    func tell(_ instrument: InstrumentID, _ lots: Lots, at now: Timestamp) {
        guard let signals, let slot = run.state.execution.ledger.instruments.slot(of: instrument) else { return }
        signals.put(
            EngineSignal(
                at: now,
                instrument: instrument.secid.text,
                strategy: plan.trading.strategy.name.rawValue,
                lots: LotScale.units(lots),
                confidence: run.state.instruments[slot.index].confidence?.latest,
                mid: run.mid(slot)
            )
        )
    }
}
