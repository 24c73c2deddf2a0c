package import Platform

extension SupportVectors: LearnedModel {
    package var inputs: ModelInputs { .atLeast(featureCount) }

    package var outputs: ModelOutputs {
        classCount > 2 ? .classes(parts.labels.sorted().map { "\($0)" }) : .margin
    }

    package var allowsMissing: Bool { true }

    package var facts: [JSON.Member] {
        [
            .init("kind", "support vectors"), .init("purpose", .string(parts.purpose.rawValue)),
            .init("kernel", .string(parts.kernel.name)), .init("vectors", .int(Int64(vectorCount))),
            .init("labels", .array(parts.labels.map { .int(Int64($0)) })),
            .init("probability", .bool(hasProbabilities)),
        ]
    }

    package func predict(_ rows: [[Double]]) throws(ModelError) -> [Double] {
        guard rows.count == 1 else { throw ModelError(.features, "support vectors take one row, not \(rows.count)") }
        let row = rows[0].map { $0.isNaN ? 0 : $0 }
        var likeness = [Double](repeating: 0, count: vectorCount)
        var places = likeness.mutableSpan
        compare(row.span, into: &places)
        guard parts.purpose.isClassification else { return [value(likeness.span)] }
        var decisions = [Double](repeating: 0, count: decisionCount)
        var pairs = decisions.mutableSpan
        self.decisions(likeness.span, into: &pairs)
        // The file's decision is above 0 for its first label, whichever that is; ours for the greater one.
        guard classCount > 2 else { return [parts.labels[0] > parts.labels[1] ? decisions[0] : -decisions[0]] }
        guard hasProbabilities else {
            throw ModelError(
                .unsupported,
                "the model has \(classCount) classes and no probabilities (probA); train it with libsvm's -b 1"
            )
        }
        let order = parts.labels.indices.sorted { parts.labels[$0] < parts.labels[$1] }
        let probabilities = probabilities(decisions)
        return order.map { probabilities[$0] }
    }
}
