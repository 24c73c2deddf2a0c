package import Platform

/// A network of our own kinds with what it needs to be fed: features by name, standardised.
package struct SequenceNetwork: Sendable {
    package enum Body: Sendable {
        case lstm(LSTMNetwork)
        case transformer(CausalTransformer)
    }

    package let body: Body
    let schema: NetworkSchema

    init(_ tensors: [String: Tensor], _ schema: NetworkSchema) throws(ModelError) {
        var parts = NetworkParts(tensors)
        switch schema.kind {
        case .lstm: body = .lstm(try parts.lstm())
        case .linear: throw ModelError(.broken, "a linear layer is no network of sequences")
        case .transformer: body = .transformer(try parts.transformer(heads: schema.heads))
        }
        try parts.end()
        let (inputs, outputs) =
            switch body {
            case .lstm(let network): (network.inputCount, network.outputCount)
            case .transformer(let network): (network.inputCount, network.outputCount)
            }
        guard inputs == schema.features.count, outputs == max(schema.classes.count, 1) else {
            throw ModelError(
                .broken,
                "takes \(inputs) features and gives \(outputs) scores; its schema names \(schema.features.count) and "
                    + "\(max(schema.classes.count, 1))"
            )
        }
        self.schema = schema
    }
}

extension SequenceNetwork: LearnedModel {
    package var inputs: ModelInputs { .named(schema.features) }

    package var outputs: ModelOutputs { schema.classes.isEmpty ? .margin : .classes(schema.classes) }

    package var isSequence: Bool { true }

    package var allowsMissing: Bool { false }

    package var facts: [JSON.Member] {
        switch body {
        case .lstm(let network):
            [
                .init("kind", "lstm"), .init("layers", .int(Int64(network.layerCount))),
                .init("hidden", .int(Int64(network.hiddenCount))),
            ]
        case .transformer(let network):
            [
                .init("kind", "transformer"), .init("blocks", .int(Int64(network.blockCount))),
                .init("width", .int(Int64(network.width))), .init("heads", .int(Int64(network.headCount))),
                .init("context", .int(Int64(network.context))),
            ]
        }
    }

    package func predict(_ rows: [[Double]]) throws(ModelError) -> [Double] {
        guard !rows.isEmpty else { throw ModelError(.features, "a sequence has at least one row") }
        var scores = [Float](repeating: 0, count: max(schema.classes.count, 1))
        switch body {
        case .lstm(let network):
            var state = network.start()
            for row in rows { network.advance(&state, schema.standardised(row).span) }
            network.scores(state, into: &scores)
        case .transformer(let network):
            var state = network.start()
            for row in rows { network.advance(&state, schema.standardised(row)) }
            network.scores(&state, into: &scores)
        }
        if !schema.classes.isEmpty {
            var places = scores.mutableSpan
            VectorLoops.softmax(&places, count: schema.classes.count)
        }
        return scores.map(Double.init)
    }
}
