/// A gauge of one label whose values are names that the product itself gives, such as those of its jobs.
///
/// The series are those of the last reading.
package final class NamedGauge: Sendable {
    private let label: String
    private let series = Lock<[(name: String, value: Double)]>([])

    init(label: String) {
        self.label = label
    }

    /// Takes the place of all series; beyond ``MetricsRegistry/mostSeries`` none is shown.
    package func set(_ values: [(name: String, value: Double)]) {
        series.withLock { $0 = Array(values.prefix(MetricsRegistry.mostSeries)) }
    }
}

extension NamedGauge: Metric {
    func samples(_ name: String) -> [MetricSample] {
        series.withLock { $0 }.map { series in
            MetricSample(name: name, labels: [(label, series.name)], value: series.value.exposed)
        }
    }
}
