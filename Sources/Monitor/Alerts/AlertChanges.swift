package import Store

/// What one step of the alert book changed; written in one transaction.
package struct AlertChanges: Hashable, Sendable {
    package var alerts: [AlertRecord] = []
    package var drafts: [OutboxDraft] = []
    package var silences: [Silence] = []
    /// Told alerts that ended in this step; what is said of it waits until the step knows what goes on without them.
    var endings: [Int64] = []

    package init() {}

    package var isEmpty: Bool { alerts.isEmpty && drafts.isEmpty && silences.isEmpty }

    /// True where a message shows an alert of the rule, or what became of it.
    func tells(of rule: AlertRule) -> Bool {
        let meant = alerts.filter { $0.key.rule == rule }.flatMap { [$0.id, $0.groupID ?? $0.id] }
        return drafts.contains { !$0.content.alerts.filter(meant.contains).isEmpty }
    }

    /// Adds the changes to a batch that also carries slots, results and the like.
    package func add(to batch: inout StoreBatch) {
        batch.alerts.records += alerts
        batch.outbox.drafts += drafts
        batch.alerts.silences += silences
    }
}
