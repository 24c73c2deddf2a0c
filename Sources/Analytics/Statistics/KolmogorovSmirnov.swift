import Glibc

/// The two-sample Kolmogorov–Smirnov test: whether two samples come from one distribution.
package struct KolmogorovSmirnov: Hashable, Sendable {
    /// The largest distance between the two empirical distributions, 0 to 1.
    package let statistic: Double
    private let leftCount, rightCount: Int
    /// The statistic times both counts: a whole number.
    private let distance: Int

    /// Values that both samples have advance both distributions at once.
    ///
    /// - Returns: Nil where a sample is empty.
    package init?(_ left: [Double], _ right: [Double]) {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        let left = left.sorted()
        let right = right.sorted()
        var leftIndex = 0
        var rightIndex = 0
        var distance = 0
        while leftIndex < left.count, rightIndex < right.count {
            let value = min(left[leftIndex], right[rightIndex])
            while leftIndex < left.count, left[leftIndex] <= value { leftIndex += 1 }
            while rightIndex < right.count, right[rightIndex] <= value { rightIndex += 1 }
            distance = max(distance, abs(leftIndex * right.count - rightIndex * left.count))
        }
        self.distance = distance
        leftCount = left.count
        rightCount = right.count
        statistic = Double(distance) / Double(left.count * right.count)
    }

    /// The probability of such a statistic or a larger one: exact while that takes few steps, by the series else.
    package var probability: Double {
        leftCount * rightCount <= 4_000_000 ? exactProbability : seriesProbability
    }

    /// Counted over all orders of the two samples, in steps as many as the product of their sizes.
    ///
    /// The share of lattice paths that touch the border |i/m − j/n| ≥ D, carried from step to step as a probability.
    package var exactProbability: Double {
        guard distance > 0 else { return 1 }
        var touching = [Double](repeating: 0, count: rightCount + 1)
        for left in 0...leftCount {
            for right in 0...rightCount where left + right > 0 {
                let isOutside = abs(left * rightCount - right * leftCount) >= distance
                // The last step of a path came from the left sample with the share left / (left + right).
                let fromLeft = left > 0 ? touching[right] * Double(left) : 0
                let fromRight = right > 0 ? touching[right - 1] * Double(right) : 0
                touching[right] = isOutside ? 1 : (fromLeft + fromRight) / Double(left + right)
            }
        }
        return touching[rightCount]
    }

    /// 2·Σ(−1)^(k−1)·e^(−2k²λ²) with λ = (√n + 0.12 + 0.11/√n)·D and n = m·k/(m + k), after Stephens.
    package var seriesProbability: Double {
        let root = (Double(leftCount) * Double(rightCount) / Double(leftCount + rightCount)).squareRoot()
        return Self.series((root + 0.12 + 0.11 / root) * statistic)
    }

    /// The tail of Kolmogorov's distribution for a sample of m·k/(m + k) values, rounded to a whole number.
    ///
    /// As `scipy.stats.ks_2samp(method="asymp")`; for large samples the same as ``seriesProbability`` to some digits.
    package var asymptoticProbability: Double {
        let size = Double(leftCount) * Double(rightCount) / Double(leftCount + rightCount)
        return KolmogorovDistribution(count: max(1, Int(size.rounded(.toNearestOrEven)))).tail(statistic)
    }

    /// The tail of Kolmogorov's distribution in the limit of large samples.
    static func series(_ value: Double) -> Double {
        // Below this the alternating series needs ever more terms; the tail is 1 to 15 digits.
        guard value > 0.18 else { return 1 }
        var sum = 0.0
        var sign = 1.0
        for term in 1...100 {
            let step = exp(-2 * Double(term * term) * value * value)
            sum += sign * step
            sign = -sign
            if step < 1e-17 { break }
        }
        return min(max(2 * sum, 0), 1)
    }
}
