package import Market
package import Platform

/// What the journal of orders says: ledger, halts and what risk counts, as they were when its last record was written.
///
/// There is no second file of risk's counters that could say otherwise: losses, pause, rate and the day follow from the records.
package struct RestoredExecution: Sendable {
    package private(set) var ledger: OrderLedger
    package private(set) var halts = Halts()
    /// Records read.
    package private(set) var count: UInt64 = 0

    private var risk: RiskManagement

    package init(_ instruments: InstrumentTable, _ limits: RiskLimits = RiskLimits()) {
        ledger = OrderLedger(instruments)
        risk = RiskManagement(limits, instruments)
    }

    /// What ``RiskManagement/restore(_:_:)`` goes on from.
    package var riskState: RiskState {
        var state = risk.state
        // Those of the replay are of no account: it knows no prices but those of fills.
        state.halts = halts
        return state
    }

    /// Reads a whole journal.
    ///
    /// What cannot be read stops trading until a person has looked: nobody can say which orders or halts were in it.
    ///
    /// - Parameter now: the time of such a halt.
    package init(
        _ journal: Journal,
        _ instruments: InstrumentTable,
        _ limits: RiskLimits = RiskLimits(),
        now: Timestamp
    ) {
        self.init(instruments, limits)
        do {
            guard journal.last > 0 else { return }
            var reader = try journal.records(from: 1)
            while let record = try reader.next() {
                do throws(RecordError) {
                    take(try ExecutionRecord(record.payload, slot: instruments.slot))
                } catch {
                    fail("record \(record.number): \(error)", now)
                }
                count = record.number
            }
        } catch {
            fail("\(error)", now)
        }
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
