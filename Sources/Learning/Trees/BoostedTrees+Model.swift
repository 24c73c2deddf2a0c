import Glibc
package import Platform

extension BoostedTrees: LearnedModel {
    package var inputs: ModelInputs {
        featureNames.isEmpty ? .counted(featureCount) : .named(featureNames)
    }

    package var outputs: ModelOutputs {
        objective.link == .classes ? .classes((0..<marginCount).map { "\($0)" }) : .margin
    }

    package var allowsMissing: Bool { true }

    package var facts: [JSON.Member] {
        [
            .init("kind", "boosted trees"), .init("objective", .string(objective.name)),
            .init("trees", .int(Int64(treeCount))), .init("nodes", .int(Int64(nodeCount))),
        ]
    }

    package func predict(_ rows: [[Double]]) throws(ModelError) -> [Double] {
        guard rows.count == 1 else { throw ModelError(.features, "boosted trees take one row, not \(rows.count)") }
        let row = rows[0].map(Float.init)
        var margins = [Float](repeating: 0, count: marginCount)
        var places = margins.mutableSpan
        self.margins(of: row.span, into: &places)
        guard objective.link == .classes else { return margins.map(Double.init) }
        return Self.shares(margins).map(Double.init)
    }

    /// e^margin over the sum of all, in 32 bits as XGBoost.
    private static func shares(_ margins: [Float]) -> [Float] {
        let largest = margins.max() ?? 0
        let powers = margins.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
