package import Platform

/// Shifts and scales that give each feature of the rows it was made from mean 0 and deviation 1.
package struct Standardisation: Hashable, Sendable {
    package let means: [Double]
    /// 1 for a feature that does not change.
    package let deviations: [Double]

    package init(_ set: TrainingSet, rows: [Int]) {
        var means = [Double](repeating: 0, count: set.featureCount)
        var squares = means
        for row in rows { for place in means.indices { means[place] += set.value(row, place) } }
        for place in means.indices { means[place] /= Double(rows.count) }
        for row in rows {
            for place in means.indices {
                let distance = set.value(row, place) - means[place]
                squares[place] += distance * distance
            }
        }
        self.means = means
        deviations = squares.enumerated().map { place, sum in
            let deviation = (sum / Double(rows.count)).squareRoot()
            // What rounding leaves of a feature that does not change.
            return deviation > abs(means[place]) * 1e-12 ? deviation : 1
        }
    }

    package func apply(_ row: [Double]) -> [Double] {
        row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
    }

    package var json: JSON {
        ["means": .array(means.map { .double($0) }), "deviations": .array(deviations.map { .double($0) })]
    }
}
