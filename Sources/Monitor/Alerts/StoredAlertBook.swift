package import Market
package import Platform
package import Store

/// Keeps the alert book and the store in step: each change is computed, committed, and only then believed.
package actor StoredAlertBook {
    /// What a change is made of; nil means that there was nothing to do.
    package typealias Change = @Sendable (inout AlertBook, Timestamp) -> AlertChanges?

    private let alerts: AlertStore
    private let batches: BatchStore
    private let clock: any MarketClock
    private let log: Log
    private let options: AlertOptions
    private let turn = AsyncLock()
    private var book: AlertBook

    /// Loads the open alerts, so that a restart says nothing twice.
    ///
    /// - Parameter log: gets a line for each turn of an alert, whether or not there is a chat to tell.
    package init(
        alerts: AlertStore,
        batches: BatchStore,
        clock: any MarketClock,
        options: AlertOptions = AlertOptions(),
        log: Log
    ) async throws {
        self.alerts = alerts
        self.batches = batches
        self.clock = clock
        self.log = log
        self.options = options
        book = try await Self.load(alerts, at: clock.now, options)
    }

    /// Reads the book anew, after the store was changed by others: a clock that was ahead has been mended.
    package func reload() async throws {
        try await turn.withLock { try await self.readAgain() }
    }

    private func readAgain() async throws {
        book = try await Self.load(alerts, at: clock.now, options)
    }

    private static func load(
        _ alerts: AlertStore,
        at now: Timestamp,
        _ options: AlertOptions
    ) async throws -> AlertBook {
        let open = try await alerts.open()
        let recent = try await alerts.closed(since: now - .hours(24))
        let silences = try await alerts.unendedSilences()
        return AlertBook(
            open: open,
            recent: recent,
            silences: silences,
            nextID: try await alerts.lastID() + 1,
            nextSilenceID: try await alerts.lastSilenceID() + 1,
            options: options
        )
    }

    /// Open alerts, oldest first.
    package var open: [AlertRecord] { book.ordered }

    /// Applies a change and commits it together with the rest of a batch, in one transaction.
    ///
    /// One change at a time: two cycles that end together cannot write over each other. When the commit fails, the book stays
    /// as it was and the next cycle says the same again.
    ///
    /// - Returns: what changed; nil when the change found nothing to do, and then the batch is not written either.
    @discardableResult
    package func apply(_ batch: StoreBatch = StoreBatch(), _ change: @escaping Change) async throws -> AlertChanges? {
        try await turn.withLock { try await self.applyAlone(batch, change) }
    }

    /// Applies a change; one that changes nothing is not written, so that nobody is woken for it.
    package func applyIfAny(_ change: @escaping @Sendable (inout AlertBook, Timestamp) -> AlertChanges) async throws {
        try await apply { book, now in
            let changes = change(&book, now)
            return changes.isEmpty ? nil : changes
        }
    }

    /// Takes in the verdicts of a cycle together with what else the cycle found out.
    @discardableResult
    package func observe(
        _ verdicts: [Verdict],
        date: CivilDate,
        with batch: StoreBatch = StoreBatch()
    ) async throws -> AlertChanges? {
        let corrected = try await corrections(by: batch.feeds.slots)
        return try await apply(batch) { book, now in
            book.observe(verdicts, at: now, date: date, corrected: corrected)
        }
    }

    /// The alerts that ended with one of these slots missing, without it: a label may come an hour late.
    private func corrections(by slots: [SlotRecord]) async throws -> [AlertRecord] {
        var corrected: [AlertRecord] = []
        for (date, slots) in Dictionary(grouping: slots, by: \.date) {
            // What is in time corrects nothing.
            guard slots.contains(where: { $0.receivedAt - MoscowTime.instant(date, $0.label) > Slot.length }) else {
                continue
            }
            for alert in try await alerts.all(on: date) where !alert.state.isOpen && !alert.facts.slots.isEmpty {
                let come = Set(slots.filter { $0.feed == alert.key.feed }.map(\.label))
                let left = alert.without(slots: come)
                if left != alert { corrected.append(left) }
            }
        }
        return corrected.sorted { $0.id < $1.id }
    }

    private func applyAlone(_ batch: StoreBatch, _ change: Change) async throws -> AlertChanges? {
        var next = book
        guard let changes = change(&next, clock.now) else { return nil }
        var batch = batch
        changes.add(to: &batch)
        try await batches.commit(batch)
        let before = book.open
        book = next
        for alert in changes.alerts {
            for turn in AlertTransition.between(before[alert.id], alert) { turn.write(of: alert, to: log) }
        }
        return changes
    }
}
