package import Market
package import Platform

/// What the journal of orders says: ledger, halts and what risk counts, as they were when its last record was written.
///
/// There is no second file of risk's counters that could say otherwise: losses, pause, rate and the day follow from the records.
package struct RestoredExecution: Sendable {
    package private(set) var ledger: OrderLedger
    package private(set) var halts = Halts()
    /// The last record of the journal that is in it.
    package private(set) var record: UInt64 = 0
    /// What its strategy wanted of each instrument when the checkpoint was written, by slot; a stop is moved again by the next book.
    package private(set) var plans: ContiguousArray<Checkpoint.Plan>

    private var risk: RiskManagement

    package init(_ instruments: InstrumentTable, _ limits: RiskLimits = RiskLimits()) {
        ledger = OrderLedger(instruments)
        risk = RiskManagement(limits, instruments)
        plans = ContiguousArray(repeating: Checkpoint.Plan(), count: instruments.count)
    }

    /// Goes on from a checkpoint.
    package init(_ checkpoint: Checkpoint, _ instruments: InstrumentTable, _ limits: RiskLimits = RiskLimits()) {
        self.init(instruments, limits)
        ledger = checkpoint.ledger
        halts = checkpoint.risk.halts
        risk.restore(checkpoint.risk, ledger)
        record = checkpoint.record
        plans = checkpoint.plans
    }

    /// What ``RiskManagement/restore(_:_:)`` goes on from.
    package var riskState: RiskState {
        var state = risk.state
        // Those of the replay are of no account: it knows no prices but those of fills.
        state.halts = halts
        return state
    }

    /// What a later start can go on from.
    ///
    /// - Parameter record: the last one of the journal that is in it.
    package func checkpoint(at now: Timestamp, _ mode: Checkpoint.Mode, record: UInt64) -> Checkpoint {
        let capital = risk.limits.capitalBase
        return Checkpoint(at: now, mode, record: record, ledger, riskState, plans, capitalBase: capital)
    }

    /// Reads a journal: what came after the checkpoint, or all of it.
    ///
    /// What cannot be read stops trading until a person has looked: nobody can say which orders or halts were in it.
    ///
    /// - Parameters:
    ///   - checkpoints: nil where there are none.
    ///   - now: the time of such a halt.
    package init(
        _ journal: Journal,
        _ instruments: InstrumentTable,
        _ limits: RiskLimits = RiskLimits(),
        from checkpoints: CheckpointFile? = nil,
        now: Timestamp
    ) {
        switch checkpoints?.load(instruments, limits) {
        case nil, .nothing: self.init(instruments, limits)
        case .unusable(let why):
            self.init(instruments, limits)
            // The whole journal tells it all; one that has gone tells nothing.
            guard journal.last > 0 else {
                fail("no checkpoint can be used, and the journal is empty: \(why)", now)
                return
            }
        case .checkpoint(let checkpoint, _): self.init(checkpoint, instruments, limits)
        }
        guard record <= journal.last else {
            fail("the checkpoint has record \(record), and the journal ends with \(journal.last)", now)
            return
        }
        do {
            guard journal.last > record else { return }
            var reader = try journal.records(from: record + 1)
            while let next = try reader.next() {
                do throws(RecordError) {
                    take(try ExecutionRecord(next.payload, slot: instruments.slot))
                } catch {
                    fail("record \(next.number): \(error)", now)
                }
                record = next.number
            }
        } catch {
            fail("\(error)", now)
        }
    }

    /// Everything up to a record of the journal has been taken.
    package mutating func reached(_ record: UInt64) {
        self.record = max(self.record, record)
    }

    package mutating func take(_ record: ExecutionRecord) {
        switch record {
        case .intent(let request, _, let time):
            if ledger.note(request, at: time) { risk.noteSent(at: time) }
        case .report(let report, _):
            guard case .filled(let fill, let gain) = ledger.apply(report) else { return }
            _ = risk.note(fill, gain: gain, ledger[fill.slot], at: report.receivedTime)
        case .halted(let halt): _ = halts.raise(halt)
        case .resumed(let cause, _, _): _ = halts.resume(cause)
        case .day(let day, let equity):
            _ = risk.roll(to: day, equity: equity)
            _ = halts.rollDay()
        case .wanted(let instrument, let lots, _):
            guard let slot = ledger.instruments.slot(of: instrument) else { return }
            plans[slot.index].target = lots
            plans[slot.index].givenUp = nil
        case .gaveUp(let instrument, let wish, let kept, _):
            guard let slot = ledger.instruments.slot(of: instrument) else { return }
            plans[slot.index].target = kept
            plans[slot.index].givenUp = wish
        case .adopted(let instrument, let lots, let average, _):
            guard let slot = ledger.instruments.slot(of: instrument) else { return }
            ledger.adopt(lots, average: average, of: slot)
        }
    }

    private mutating func fail(_ why: String, _ now: Timestamp) {
        _ = halts.raise(
            Halt(.unreadable, .stopped, until: .person, who: "journal of orders", why: why, since: now)
        )
    }
}
