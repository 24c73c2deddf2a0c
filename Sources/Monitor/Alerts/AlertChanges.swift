package import Store

/// What one step of the alert book changed; written in one transaction.
package struct AlertChanges: Hashable, Sendable {
    package var alerts: [AlertRecord] = []
    package var drafts: [OutboxDraft] = []
    package var silences: [Silence] = []

    package init() {}

    package var isEmpty: Bool { alerts.isEmpty && drafts.isEmpty && silences.isEmpty }

    /// Adds the changes to a batch that also carries slots, results and the like.
    package func add(to batch: inout StoreBatch) {
        batch.alerts.records += alerts
        batch.outbox.drafts += drafts
        batch.alerts.silences += silences
    }
}
