/// Something that can be shown as samples.
protocol Metric: Sendable {
    func samples(_ name: String) -> [MetricSample]
}

/// One line of the exposition.
struct MetricSample {
    let name: String
    let labels: [(String, String)]
    let value: String
}

/// The metrics of a process, and how they are shown: Prometheus' text format, version 0.0.4.
///
/// Made once where the process is wired; a part takes its own metrics from it when it begins and keeps them. Counting costs
/// one atomic addition.
package final class MetricsRegistry: Sendable {
    /// The most time series that one metric may have.
    package static let mostSeries = 1_000
    private struct Entry {
        let name: String
        let help: String
        let kind: String
        let labels: [String]
        let metric: any Metric
    }

    /// One metric as its page describes it.
    package struct Described: Hashable, Sendable {
        package let name: String
        /// `counter`, `gauge` or `histogram`.
        package let kind: String
        package let labels: [String]
        package let help: String
    }

    private let entries = Lock<[Entry]>([])

    package init() {}

    /// `<subject>_<unit>_total`.
    ///
    /// - Precondition: see ``gauge(_:_:help:by:)``.
    package func counter<Labels: MetricLabels>(
        _ subject: String,
        _ unit: MetricUnit,
        help: String,
        by labels: Labels.Type = NoLabels.self
    ) -> Counter<Labels> {
        register(Counter<Labels>(), "\(subject)_\(unit.rawValue)_total", help, "counter", labels)
    }

    /// `<subject>_<unit>`.
    ///
    /// - Precondition: the subject is of lower-case letters, digits and `_`, the name is new, and there are at most
    ///   ``mostSeries`` values of the labels.
    package func gauge<Labels: MetricLabels>(
        _ subject: String,
        _ unit: MetricUnit,
        help: String,
        by labels: Labels.Type = NoLabels.self
    ) -> Gauge<Labels> {
        register(Gauge<Labels>(), "\(subject)_\(unit.rawValue)", help, "gauge", labels)
    }

    /// `<subject>_<unit>`, with `_bucket`, `_sum` and `_count`.
    ///
    /// - Parameter bounds: the upper bound of each range, rising; what is above the last is counted too.
    /// - Precondition: see ``gauge(_:_:help:by:)``.
    package func histogram<Labels: MetricLabels>(
        _ subject: String,
        _ unit: MetricUnit,
        bounds: [Double],
        help: String,
        by labels: Labels.Type = NoLabels.self
    ) -> Histogram<Labels> {
        register(Histogram<Labels>(bounds: bounds), "\(subject)_\(unit.rawValue)", help, "histogram", labels)
    }

    /// `<subject>_<unit>`, a series for each of the names that are set.
    ///
    /// - Precondition: see ``gauge(_:_:help:by:)``; `label` too.
    package func gauge(_ subject: String, _ unit: MetricUnit, help: String, named label: String) -> NamedGauge {
        let name = "\(subject)_\(unit.rawValue)"
        let gauge = NamedGauge(label: label)
        precondition([name, label].allSatisfy(Self.isName), "\(name): not a name of a metric or a label")
        entries.withLock { entries in
            precondition(!entries.contains { $0.name == name }, "\(name): there is one already")
            entries.append(Entry(name: name, help: help, kind: "gauge", labels: [label], metric: gauge))
        }
        return gauge
    }

    /// All metrics in Prometheus' text format, in the order of their names.
    package var text: String { text(in: .text) }

    /// All metrics, in the order of their names.
    package func text(in format: MetricsFormat) -> String {
        var text = ""
        for entry in entries.withLock({ $0 }).sorted(by: { $0.name < $1.name }) {
            let isOpen = format == .openMetrics
            let isCounter = isOpen && entry.kind == "counter" && entry.name.hasSuffix("_total")
            let family = isCounter ? String(entry.name.dropLast("_total".count)) : entry.name
            text += "# HELP \(family) \(Self.escaped(entry.help, quotes: isOpen))\n# TYPE \(family) \(entry.kind)\n"
            for sample in entry.metric.samples(entry.name) {
                let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }
                text +=
                    sample.name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " \(sample.value)\n"
            }
        }
        return format == .openMetrics ? text + "# EOF\n" : text
    }

    /// What there is, in the order of the names.
    package var described: [Described] {
        entries.withLock { $0 }.sorted { $0.name < $1.name }.map { entry in
            Described(name: entry.name, kind: entry.kind, labels: entry.labels, help: entry.help)
        }
    }

    private func register<Value: Metric, Labels: MetricLabels>(
        _ metric: Value,
        _ name: String,
        _ help: String,
        _ kind: String,
        _ labels: Labels.Type
    ) -> Value {
        precondition(([name] + Labels.names).allSatisfy(Self.isName), "\(name): not a name of a metric or a label")
        precondition(!Labels.names.contains("le") && Set(Labels.names).count == Labels.names.count, "\(name): labels")
        precondition(Labels.all.count <= Self.mostSeries, "\(name): \(Labels.all.count) time series")
        entries.withLock { entries in
            precondition(!entries.contains { $0.name == name }, "\(name): there is one already")
            entries.append(Entry(name: name, help: help, kind: kind, labels: Labels.names, metric: metric))
        }
        return metric
    }

    private static func isName(_ name: String) -> Bool {
        name.first?.isNumber == false
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
