package import Market
package import Platform

/// What the journal of orders says: the ledger and the halts as they were when its last record was written.
package struct RestoredExecution: Sendable {
    package private(set) var ledger: OrderLedger
    package private(set) var halts = Halts()
    package private(set) var day: CivilDate?
    /// Records read.
    package private(set) var count: UInt64 = 0

    package init(_ instruments: InstrumentTable) {
        ledger = OrderLedger(instruments)
    }

    /// Reads a whole journal.
    ///
    /// What cannot be read stops trading until a person has looked: nobody can say which orders or halts were in it.
    ///
    /// - Parameter now: the time of such a halt.
    package init(_ journal: Journal, _ instruments: InstrumentTable, now: Timestamp) {
        self.init(instruments)
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
        case .intent(let request, _, let time): _ = ledger.note(request, at: time)
        case .report(let report, _): _ = ledger.apply(report)
        case .halted(let halt): _ = halts.raise(halt)
        case .resumed(let cause, _, _): _ = halts.resume(cause)
        case .day(let day):
            self.day = day
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
