package import Store

/// What goes on, as the store tells it at one moment.
package struct ProductState: Sendable {
    package let heartbeats: [Heartbeat]
    package let plan: [JobPlan]
    /// Open ones, also those that the chat has not been told of yet.
    package let alerts: [AlertRecord]
    package let outbox: OutboxDepth

    package init(of store: OperationsStore) async throws {
        heartbeats = try await store.processes.heartbeats()
        plan = try await store.jobs.plan()
        alerts = try await store.alerts.open()
        outbox = try await store.outbox.depth()
    }
}
