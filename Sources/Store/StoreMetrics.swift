package import Platform

/// What a store counts of its own process's doing.
package struct StoreMetrics: Sendable {
    /// How a message left the outbox, or did not.
    package enum Delivery: String, MetricLabel {
        case sent, failed, dead, dropped
        package static let name = "outcome"
    }

    let commits: Counter<NoLabels>
    let messages: Counter<Delivery>

    package init(_ registry: MetricsRegistry) {
        commits = registry.counter("store", .commits, help: "Transactions of this process that changed something.")
        messages = registry.counter(
            "outbox",
            .messages,
            help: "Messages by what became of an attempt to deliver them; a failed one is tried again.",
            by: Delivery.self
        )
    }
}
