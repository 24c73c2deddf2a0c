package import Platform

/// What a poller counts: its polls by how they ended, and the updates that they brought.
package struct PollMetrics: Sendable {
    package enum Outcome: String, MetricLabel {
        case succeeded, failed
        package static let name = "outcome"
    }

    let polls: Counter<Outcome>
    let updates: Counter<NoLabels>

    package init(_ registry: MetricsRegistry) {
        polls = registry.counter("telegram", .polls, help: "Long polls by how they ended.", by: Outcome.self)
        updates = registry.counter("telegram", .updates, help: "Updates received, those seen before included.")
    }
}
