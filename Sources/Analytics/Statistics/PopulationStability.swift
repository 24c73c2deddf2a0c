import Glibc

/// The population stability index: how far a sample's shares of some bins are from a baseline's.
///
/// Σ (cᵢ − bᵢ)·ln(cᵢ/bᵢ). By convention 0.1 is a small and 0.25 a large shift; both depend on the sample and the bins.
package struct PopulationStability: Sendable {
    /// How the baseline is cut; the outermost bins reach to infinity.
    package enum Bins: Sendable {
        /// At the baseline's quantiles with linear interpolation; equal ones are one edge.
        case quantiles(Int)
        /// In equal widths from the baseline's smallest to its largest value.
        case uniform(Int)
    }

    /// Inner edges, rising; a value on an edge belongs to the bin below it.
    package let edges: [Double]
    private let baseline: [Double]
    private let floor: Double

    /// - Parameter floor: The share that an empty bin counts as.
    /// - Returns: Nil for an empty baseline or fewer than two bins.
    package init?(baseline: [Double], bins: Bins, floor: Double = 1e-4) {
        guard let low = baseline.min(), let high = baseline.max() else { return nil }
        var edges: [Double] = []
        switch bins {
        case .quantiles(let count):
            guard count > 1 else { return nil }
            var quantiles = Quantiles(baseline)
            for place in 1..<count {
                guard let edge = quantiles.quantile(Double(place) / Double(count)) else { return nil }
                if edge != edges.last { edges.append(edge) }
            }
        case .uniform(let count):
            guard count > 1 else { return nil }
            if high > low { edges = (1..<count).map { low + (high - low) * Double($0) / Double(count) } }
        }
        self.edges = edges
        self.floor = floor
        self.baseline = Self.shares(of: baseline, edges: edges, floor: floor)
    }

    /// Nil for an empty sample.
    package func index(of sample: [Double]) -> Double? {
        guard !sample.isEmpty else { return nil }
        let shares = Self.shares(of: sample, edges: edges, floor: floor)
        return zip(shares, baseline).reduce(0) { $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
    }

    private static func shares(of values: [Double], edges: [Double], floor: Double) -> [Double] {
        var counts = [Int](repeating: 0, count: edges.count + 1)
        for value in values { counts[bin(of: value, edges)] += 1 }
        return counts.map { max(Double($0) / Double(values.count), floor) }
    }

    /// How many edges lie below the value.
    private static func bin(of value: Double, _ edges: [Double]) -> Int {
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
