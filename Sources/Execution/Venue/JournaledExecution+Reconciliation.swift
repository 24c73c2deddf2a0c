package import Market
package import Platform

/// What the house and the venue do not agree on.
package struct Reconciliation: Hashable, Sendable {
    package struct Difference: Hashable, Sendable {
        package let instrument: InstrumentID
        package let reckoned: Lots
        package let held: Lots
    }

    /// Orders at the venue that the journal does not hold.
    package var strangers: [OrderID] = []
    /// Positions that were taken over from the venue.
    package var differences: [Difference] = []
    /// Orders whose fate the venue has not told yet.
    package var unsettled: [OrderID] = []

    package var isClean: Bool { strangers.isEmpty && differences.isEmpty && unsettled.isEmpty }
}

extension JournaledExecution {
    /// Compares orders and positions with the venue's, which is the truth; at the start, and every now and then while running.
    ///
    /// An order of ours that the venue does not list as open is asked for by name. A position that differs twice, an ``Options/askInterval``
    /// apart (the venue's own parts learn of a fill at different times), is taken over, and trading only closes until a person
    /// has looked; the same for an order that nobody here placed. An instrument with an order of unknown fate is left as it is.
    ///
    /// - Returns: Nil where the venue could not be asked: nothing is known then, and nothing is concluded.
    /// - Throws: ``JournalError``.
    package func reconcile() async throws(JournalError) -> Reconciliation? {
        isReconciled = false
        let listed: [VenueOrder]
        switch await answer({ () async throws(VenueError) in try await self.venue.openOrders() }) {
        case .success(let orders): listed = orders
        case .failure: return nil
        }
        let names = Set(listed.map(\.id))
        for order in ledger.openOrders where order.status != .working || !names.contains(order.id) {
            try await settle(order.id)
        }
        var result = Reconciliation()
        result.strangers = listed.map(\.id).filter { ledger.order($0) == nil }.sorted()
        result.unsettled = ledger.openOrders.filter { $0.status != .working }.map(\.id)
        guard let first = try await differing() else { return nil }
        if !first.isEmpty {
            do {
                try await clock.sleep(for: options.askInterval)
            } catch {
                // Cancelled: the next start compares again.
                return nil
            }
            guard let second = try await differing() else { return nil }
            for (slot, held) in second where first.contains(where: { $0 == (slot, held) }) {
                result.differences.append(try await adopt(held, slot))
            }
        }
        if !result.strangers.isEmpty || !result.differences.isEmpty { try await raise(mismatch(result)) }
        isReconciled = result.unsettled.isEmpty
        return result
    }

    /// Instruments of which the venue holds another number of lots; nil where it could not be asked.
    private func differing() async throws(JournalError) -> [(InstrumentSlot, VenuePosition)]? {
        guard
            case .success(let held) = await answer({ () async throws(VenueError) in try await self.venue.positions() })
        else { return nil }
        return ledger.instruments.facts.indices.compactMap { index in
            let slot = InstrumentSlot(index)
            let position = held[ledger.instruments[slot].id] ?? VenuePosition(lots: .zero, average: .zero)
            return ledger.isUncertain(slot) || ledger[slot].lots == position.lots ? nil : (slot, position)
        }
    }

    private func adopt(_ held: VenuePosition, _ slot: InstrumentSlot) async throws(JournalError)
        -> Reconciliation.Difference
    {
        let instrument = ledger.instruments[slot].id
        let reckoned = ledger[slot].lots
        let record = ExecutionRecord.adopted(instrument, lots: held.lots, average: held.average, at: clock.now)
        try await append(record)
        state.take(record)
        return Reconciliation.Difference(instrument: instrument, reckoned: reckoned, held: held.lots)
    }

    private func mismatch(_ result: Reconciliation) -> Halt {
        let positions = result.differences.map { "\($0.instrument): \($0.reckoned) reckoned, \($0.held) held" }
        let orders = result.strangers.map { "order \($0) is not ours" }
        return Halt(
            .mismatch,
            .reduceOnly,
            until: .person,
            who: "reconciliation",
            // The first few tell the story; a list without end belongs in no message.
            why: (positions + orders).prefix(5).joined(separator: "; "),
            since: clock.now
        )
    }
}
