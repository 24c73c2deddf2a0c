/// How often values fell into which range, and their sum.
package struct Histogram<Labels: MetricLabels>: Sendable {
    private struct Tally {
        /// One for each bound and one for what is above all of them.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let tallies: [Lock<Tally>]

    /// - Precondition: there are bounds, they rise, and they are finite.
    init(bounds: [Double]) {
        let isRising = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
        precondition(!bounds.isEmpty && isRising && bounds.allSatisfy(\.isFinite), "the bounds must rise: \(bounds)")
        self.bounds = bounds
        tallies = Labels.all.map { _ in Lock(Tally(counts: [Int](repeating: 0, count: bounds.count + 1))) }
    }

    /// Values that are no number are left out: one would make the sum useless for ever.
    package func observe(_ value: Double, _ labels: Labels) {
        guard !value.isNaN else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        tallies[labels.place].withLock { tally in
            tally.counts[bucket] += 1
            tally.sum += value
        }
    }

    /// In seconds.
    package func observe(_ duration: Duration, _ labels: Labels) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) / 1e18, labels)
    }
}

extension Histogram<NoLabels> {
    package func observe(_ value: Double) { observe(value, NoLabels()) }
    package func observe(_ duration: Duration) { observe(duration, NoLabels()) }
}

extension Histogram: Metric {
    func samples(_ name: String) -> [MetricSample] {
        zip(Labels.all, tallies).flatMap { labels, tally in
            let pairs = Array(zip(Labels.names, labels.values))
            // One look, so that buckets, sum and count are of one moment.
            let (counts, sum) = tally.withLock { ($0.counts, $0.sum) }
            var below = 0
            var samples = zip(bounds.map(\.exposed) + ["+Inf"], counts).map { bound, count in
                below += count
                return MetricSample(name: name + "_bucket", labels: pairs + [("le", bound)], value: "\(below)")
            }
            samples.append(MetricSample(name: name + "_sum", labels: pairs, value: sum.exposed))
            samples.append(MetricSample(name: name + "_count", labels: pairs, value: "\(below)"))
            return samples
        }
    }
}
