/// What a metric counts or measures: its name ends in it.
package enum MetricUnit: String, Hashable, Sendable, CaseIterable {
    // Base units, never thousandths or thousands of them (Prometheus, "Metric and label naming").
    case seconds, bytes, ratio
    // Things that are counted.
    case requests, updates, messages, polls, commits, runs, records, rows, connections, streams, orders
    case alerts, slots, commands, descriptors, threads, halts, positions
}
