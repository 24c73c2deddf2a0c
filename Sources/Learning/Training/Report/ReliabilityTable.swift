package import Platform

/// Probabilities in bins of equal mass beside how often they came true.
package struct ReliabilityTable: Hashable, Sendable {
    package struct Bin: Hashable, Sendable {
        package let count: Int
        /// The mean in the bin.
        package let probability: Double
        /// How many of the bin came true, 0 to 1.
        package let share: Double
    }

    package let bins: [Bin]

    package init(_ probabilities: [Double], _ outcomes: [Bool], bins count: Int) {
        let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
        bins = (0..<count).compactMap { bin in
            let places = order[order.count * bin / count..<order.count * (bin + 1) / count]
            guard !places.isEmpty else { return nil }
            let size = Double(places.count)
            return Bin(
                count: places.count,
                probability: places.reduce(0) { $0 + probabilities[$1] } / size,
                share: Double(places.count { outcomes[$0] }) / size
            )
        }
    }

    package var json: JSON {
        .array(
            bins.map {
                ["rows": .int(Int64($0.count)), "probability": .double($0.probability), "share": .double($0.share)]
            }
        )
    }
}
