import Glibc

/// The standard normal distribution.
package enum Normal {
    package static func cumulative(_ value: Double) -> Double {
        0.5 * erfc(-value / 2.0.squareRoot())
    }

    /// The value below which a share of the distribution lies.
    ///
    /// - Parameter share: Between 0 and 1, both excluded.
    package static func quantile(_ share: Double) -> Double {
        precondition(share > 0 && share < 1, "a quantile's share lies between 0 and 1")
        // Halving an interval 200 times leaves neighbouring numbers; there are a few calls per report.
        var low = -40.0
        var high = 40.0
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if cumulative(middle) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
