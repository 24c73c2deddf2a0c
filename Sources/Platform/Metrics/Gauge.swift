/// Something that rises and falls: a length, an age, a share.
package struct Gauge<Labels: MetricLabels>: Sendable {
    private let values: [MetricNumber]

    init() {
        values = Labels.all.map { _ in MetricNumber() }
    }

    package func set(_ value: Double, _ labels: Labels) { values[labels.place].set(value) }

    package func add(_ change: Double, _ labels: Labels) { values[labels.place].add(change) }

    package func value(_ labels: Labels) -> Double { values[labels.place].value }
}

extension Gauge<NoLabels> {
    package func set(_ value: Double) { set(value, NoLabels()) }
    package func add(_ change: Double) { add(change, NoLabels()) }
}

extension Gauge: Metric {
    func samples(_ name: String) -> [MetricSample] {
        zip(Labels.all, values).map { labels, value in
            MetricSample(name: name, labels: Array(zip(Labels.names, labels.values)), value: value.value.exposed)
        }
    }
}
