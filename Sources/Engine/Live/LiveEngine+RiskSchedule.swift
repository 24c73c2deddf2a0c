import Execution
import Market
import Platform

/// What it cuts back by the clock.
extension LiveEngine {
    func cutBack(at now: Timestamp) throws {
        // While it only waits, nothing that is sent would be taken; while it closes everything, there is nothing to balance.
        guard let risk = run.state.risk, !isSuspended, risk.halts.level != .stopped else { return }
        for cut in watches.schedule.look({ self.holdings }, risk.limits, at: now) {
            let position = run.state.execution.position(of: cut.slot)
            guard let side = position.side, gate.accepts(cut.slot), reductions[cut.slot.index] == nil else { continue }
            begin(PositionReduction(cut.slot, side, keeping: cut.kept, at: now), at: now)
            let words: KeyValuePairs = [
                "figi": "\(run.state.execution.instrument(cut.slot))", "reason": cut.reason.rawValue,
                "lots": "\(LotScale.units(position.lots))", "kept": "\(LotScale.units(cut.kept))",
            ]
            log.warning("A position is cut back", words)
            try audit.add(.risk, cut.reason == .hedge ? "POSITION_HEDGE" : "POSITION_REDUCE", words, at: now)
        }
    }

    /// Has a position made smaller; the strategy's wish stays given up until it wants something else.
    func begin(_ reduction: PositionReduction, at now: Timestamp) {
        let index = reduction.slot.index
        reductions[index] = reduction
        run.state.instruments[index].isHeldBack = true
        run.state.giveUp(reduction.slot, keeping: Lots(reduction.side.sign * reduction.kept.count), at: now)
    }

    /// At the mids; a position without one is left as it is.
    private var holdings: [RiskSchedule.Holding] {
        let ledger = run.state.execution.ledger
        return ledger.instruments.facts.indices.compactMap { index in
            let slot = InstrumentSlot(index)
            let lots = ledger[slot].lots
            guard lots != .zero, let mid = run.mid(slot) else { return nil }
            let value = ledger.instruments[slot].value(of: lots, at: mid).magnitude
            return RiskSchedule.Holding(slot, lots, value: Double(value.attos) / 1e18)
        }
    }
}
