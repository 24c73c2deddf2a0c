package import Market
package import Platform

/// Orders that survive a crash at any step: each intent is on the disk before it is sent, and after a restart the venue is asked for every
/// one whose end is not in the journal.
///
/// At most once: an order is sent only by the call that journalled its name, never by a restart. When an answer is lost the order is
/// unknown, which is neither flat nor cancelled, until the venue has said how it stands.
package actor JournaledExecution {
    package struct Options: Sendable {
        /// Questions about one order before ``settle(_:)`` gives up for now; default 3.
        package var questions = 3
        /// Between two of them; default 2 s.
        package var askInterval = Duration.seconds(2)
        /// How often in a row the venue must say that it has no such order, since its own parts learn of one at different times; default 2.
        package var denials = 2

        package init() {}
    }

    let log: any RecordLog
    let venue: any VenueConnection
    let clock: any MarketClock
    let options: Options
    /// What the records so far come to.
    var state: RestoredExecution
    /// Appends that have not returned yet.
    private var appends = 0
    private var record: UInt64
    /// Whether the last comparison with the venue came to its end; until then nothing may be opened.
    package internal(set) var isReconciled = false

    /// - Parameter restored: what the log's earlier records say.
    package init(
        _ restored: RestoredExecution,
        log: any RecordLog,
        venue: any VenueConnection,
        clock: any MarketClock,
        options: Options = Options()
    ) {
        self.log = log
        self.venue = venue
        self.clock = clock
        self.options = options
        state = restored
        record = restored.record
    }

    package var ledger: OrderLedger { state.ledger }
    /// What the records come to, and the number of the last one: what a run goes on from.
    package var restored: RestoredExecution {
        var restored = state
        restored.reached(record)
        return restored
    }
    package var halts: Halts { state.halts }

    /// What a restart would otherwise find by reading the whole journal.
    ///
    /// - Returns: Nil while a record is being written: what it says may be in the ledger and not yet in the journal.
    package func checkpoint(_ mode: Checkpoint.Mode) -> Checkpoint? {
        appends == 0 ? state.checkpoint(at: clock.now, mode, record: record) : nil
    }

    /// Whether every order's end, or that it is working, is known.
    package var isSettled: Bool { ledger.openOrders.allSatisfy { $0.status == .working } }

    // MARK: Orders

    /// Journals an order and sends it.
    ///
    /// - Returns: The order as far as it is known then; of a name that was used before, that order, and nothing is sent.
    /// - Throws: ``JournalError`` when the intent could not be made durable: then nothing was sent.
    package func place(_ request: OrderRequest) async throws(JournalError) -> Order? {
        guard ledger.order(request.id) == nil else { return ledger.order(request.id) }
        let instrument = ledger.instruments[request.slot].id
        let intent = ExecutionRecord.intent(request, instrument, at: clock.now)
        state.take(intent)
        do {
            try await append(intent)
        } catch {
            apply(.rejected(.other), request.id, request.slot)
            throw error
        }
        switch await answer({ () async throws(VenueError) in try await self.venue.place(request, instrument) }) {
        case .success(let order): try await absorb(order, request.slot)
        case .failure(let error):
            switch error.kind {
            case .refused(let refusal): try await note(.rejected(refusal), request.id, request.slot)
            case .unclear: try await note(.noAnswer, request.id, request.slot)
            }
        }
        // A repeated name and a lost answer alike are asked for.
        if ledger.order(request.id)?.status == .unknown { try await settle(request.id) }
        return ledger.order(request.id)
    }

    /// Asks the venue how an order stands, until it says or the questions are used up.
    ///
    /// - Returns: Whether it is known now.
    @discardableResult
    package func settle(_ id: OrderID) async throws(JournalError) -> Bool {
        guard let slot = ledger.order(id)?.request.slot else { return true }
        var denials = 0
        for question in 0..<max(options.questions, options.denials) {
            if question > 0 {
                do {
                    try await clock.sleep(for: options.askInterval)
                } catch {
                    // Cancelled: the order stays unknown, and the next start asks.
                    return false
                }
            }
            switch await answer({ () async throws(VenueError) in try await self.venue.order(id) }) {
            case .success(let order?):
                try await absorb(order, slot)
                if let status = ledger.order(id)?.status, status != .unknown, status != .sent { return true }
            case .success(nil):
                denials += 1
                guard denials >= options.denials else { continue }
                try await note(.state(.neverArrived, filled: .zero), id, slot)
                return true
            case .failure:
                // A question without an answer says nothing about the order.
                denials = 0
            }
        }
        return false
    }

    /// After a start: asks for every order that the journal does not see at its end.
    ///
    /// - Returns: Whether all are known; until they are, nothing may be opened.
    package func recover() async throws(JournalError) -> Bool {
        for order in ledger.openOrders { try await settle(order.id) }
        return isSettled
    }

    // MARK: Halts

    /// Puts a halt in force at once, and returns when it is on the disk.
    package func raise(_ halt: Halt) async throws(JournalError) {
        let before = state.halts
        state.take(.halted(halt))
        guard state.halts != before else { return }
        try await append(.halted(halt))
    }

    /// Ends a halt by a person's word; it ends when that is on the disk.
    package func resume(_ cause: Halt.Cause, who: String) async throws(JournalError) {
        guard halts.all.contains(where: { $0.cause == cause }) else { return }
        let record = ExecutionRecord.resumed(cause, who: who, at: clock.now)
        try await append(record)
        state.take(record)
    }

    // MARK: Inner

    /// Returns when the record is on the disk.
    func append(_ record: ExecutionRecord) async throws(JournalError) {
        appends += 1
        defer { appends -= 1 }
        // Records of several callers may come back in another order.
        self.record = max(self.record, try await log.append(record.payload))
    }

    func answer<Value: Sendable>(
        _ call: () async throws(VenueError) -> Value
    ) async -> Result<Value, VenueError> {
        do throws(VenueError) {
            return .success(try await call())
        } catch {
            return .failure(error)
        }
    }

    /// Takes what the venue shows of an order: first each part that traded, then how it stands.
    private func absorb(_ order: VenueOrder, _ slot: InstrumentSlot) async throws(JournalError) {
        var known = ledger.order(order.id)?.filled ?? .zero
        var total = Lots.zero
        for part in order.parts {
            total = Lots(total.count + part.lots.count)
            // Parts are listed in the order of trading, so those that are booked come first.
            guard total > known else { continue }
            known = total
            try await note(.filled(order.fill(of: part, slot)), order.id, slot)
        }
        guard ledger.order(order.id)?.status.isFinal != true else { return }
        try await note(.state(order.status, filled: total), order.id, slot)
    }

    private func note(_ event: ExecutionReport.Event, _ id: OrderID, _ slot: InstrumentSlot) async throws(JournalError)
    {
        let record = record(event, id, slot)
        try await append(record)
        state.take(record)
    }

    private func apply(_ event: ExecutionReport.Event, _ id: OrderID, _ slot: InstrumentSlot) {
        state.take(record(event, id, slot))
    }

    private func record(_ event: ExecutionReport.Event, _ id: OrderID, _ slot: InstrumentSlot) -> ExecutionRecord {
        let now = clock.now
        // A record has one time of the exchange: that of the fill, or a restart would date it anew.
        let time = if case .filled(let fill) = event { fill.time } else { now }
        let report = ExecutionReport(order: id, slot: slot, event, exchangeTime: time, receivedTime: now)
        return .report(report, ledger.instruments[slot].id)
    }
}
