package import Platform

/// A linear layer on standardised features: one margin, or a probability for each class.
package struct LinearModel: LearnedModel {
    private let layer: DenseLayer
    private let schema: NetworkSchema

    init(_ tensors: [String: Tensor], _ schema: NetworkSchema) throws(ModelError) {
        var parts = NetworkParts(tensors)
        layer = try parts.dense("head")
        try parts.end()
        guard layer.inputCount == schema.features.count, layer.outputCount == max(schema.classes.count, 1) else {
            throw ModelError(
                .broken,
                "takes \(layer.inputCount) features and gives \(layer.outputCount) scores; its schema names "
                    + "\(schema.features.count) and \(max(schema.classes.count, 1))"
            )
        }
        self.schema = schema
    }

    package var inputs: ModelInputs { .named(schema.features) }
    package var outputs: ModelOutputs { schema.classes.isEmpty ? .margin : .classes(schema.classes) }
    package var allowsMissing: Bool { false }
    package var facts: [JSON.Member] { [.init("kind", "linear")] }

    package func predict(_ rows: [[Double]]) throws(ModelError) -> [Double] {
        guard rows.count == 1 else { throw ModelError(.features, "a linear model takes one row, not \(rows.count)") }
        var scores = [Float](repeating: 0, count: layer.outputCount)
        layer.apply(schema.standardised(rows[0]), into: &scores)
        if !schema.classes.isEmpty {
            var places = scores.mutableSpan
            VectorLoops.softmax(&places, count: schema.classes.count)
        }
        return scores.map(Double.init)
    }
}
