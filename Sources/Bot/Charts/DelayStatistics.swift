/// The figures under a delay plot.
package struct DelayStatistics: Hashable, Sendable {
    /// Seconds.
    package let maximum, minimum, mean, median, percentile95: Double

    /// Returns nil without delays.
    ///
    /// The 95th percentile is the nearest-rank one: the smallest delay that at least 95 % of the slots do not exceed.
    package init?(seconds: [Double]) {
        let sorted = seconds.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        minimum = first
        maximum = last
        mean = sorted.reduce(0, +) / Double(sorted.count)
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let rank = (Double(sorted.count) * 0.95).rounded(.up)
        percentile95 = sorted[max(0, Int(rank) - 1)]
    }
}
