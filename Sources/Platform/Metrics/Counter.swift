/// Something that only grows while the process lives.
package struct Counter<Labels: MetricLabels>: Sendable {
    private let counts: [MetricCount]

    init() {
        counts = Labels.all.map { _ in MetricCount() }
    }

    /// - Precondition: `count` is not negative.
    package func add(_ labels: Labels, _ count: Int = 1) {
        precondition(count >= 0, "a counter only grows")
        counts[labels.place].add(count)
    }

    package func value(_ labels: Labels) -> Int { counts[labels.place].value }
}

extension Counter<NoLabels> {
    package func add(_ count: Int = 1) { add(NoLabels(), count) }
}

extension Counter: Metric {
    func samples(_ name: String) -> [MetricSample] {
        zip(Labels.all, counts).map { labels, count in
            MetricSample(name: name, labels: Array(zip(Labels.names, labels.values)), value: "\(count.value)")
        }
    }
}
