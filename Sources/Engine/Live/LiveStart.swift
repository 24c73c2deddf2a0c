import Execution
import Market
import Platform

/// What a running engine goes on from: its journal and checkpoint, compared with the venue.
struct LiveStart {
    let journal: Journal
    let restored: RestoredExecution

    /// Opens the journal and brings everything in it to the venue's state.
    ///
    /// Orders without an end are asked for by their keys and never sent again; then orders and positions are compared. A paper venue has forgotten
    /// what rested there, so that those orders end.
    ///
    /// - Parameter folder: has to be there.
    /// - Throws: `JournalError`; `CancellationError` while the venue gives no answer.
    init(
        folder: String,
        _ table: InstrumentTable,
        _ limits: RiskLimits,
        _ surroundings: LiveSurroundings
    ) async throws {
        let (clock, log) = (surroundings.clock, surroundings.log)
        journal = try Journal(folder: "\(folder)/journal")
        let checkpoints = CheckpointFile(folder: folder)
        var restored = RestoredExecution(journal, table, limits, from: checkpoints, now: clock.now)
        let known = (records: journal.last, open: restored.ledger.openCount)
        log.info("Journal read", ["records": "\(known.records)", "open_orders": "\(known.open)"])
        if let venue = surroundings.venue {
            let execution = JournaledExecution(restored, log: journal, venue: venue, clock: clock)
            try await Self.reconcile(execution, clock: clock, log: log)
            restored = await execution.restored
        } else if surroundings.answers == nil {
            for order in restored.ledger.openOrders {
                let now = clock.now
                let slot = order.request.slot
                let end = ExecutionReport(order: order.id, slot: slot, .cancelled, exchangeTime: now, receivedTime: now)
                let record = ExecutionRecord.report(end, table[slot].id)
                restored.reached(try await journal.append(record.payload))
                restored.take(record)
            }
        }
        self.restored = restored
    }

    /// Asks until the venue has answered: before that nobody knows what is held.
    private static func reconcile(_ execution: JournaledExecution, clock: any MarketClock, log: Log) async throws {
        var wait = Duration.seconds(1)
        while true {
            _ = try await execution.recover()
            if let result = try await execution.reconcile() {
                log.info(
                    "Compared with the broker",
                    [
                        "unknown_orders": "\(result.unsettled.count)", "foreign_orders": "\(result.strangers.count)",
                        "positions_taken_over": "\(result.differences.count)",
                    ]
                )
                return
            }
            log.warning("The broker does not answer, nothing is traded until it does", ["wait": "\(wait)"])
            try await clock.sleep(for: wait)
            wait = min(wait * 2, .seconds(30))
        }
    }
}
