/// Blocks of attention to the last events and of a dense layer, norms first.
struct TrainableTransformer: TrainableNetwork {
    let width: Int
    let heads: Int
    let blocks: Int
    /// How many events are looked at in a block.
    let context: Int
    var kind: NetworkSchema.Kind { .transformer }

    /// How many tables a block has.
    private static let tables = 17

    func parameters(inputs: Int, outputs: Int, seed: UInt32) -> NetworkParameters {
        var parameters = NetworkParameters(seed: seed)
        func addNorm(_ name: String) {
            parameters.add("\(name).weight", shape: [width], 1)
            parameters.add("\(name).bias", shape: [width], 0)
        }
        parameters.addLayer("input", inputs: inputs, outputs: width)
        for block in 0..<blocks {
            let name = "blocks.\(block)"
            addNorm("\(name).norm1")
            for layer in ["query", "key", "value", "output"] {
                parameters.addLayer("\(name).\(layer)", inputs: width, outputs: width)
            }
            addNorm("\(name).norm2")
            parameters.addLayer("\(name).up", inputs: width, outputs: 2 * width)
            parameters.addLayer("\(name).down", inputs: 2 * width, outputs: width)
            parameters.add("\(name).distance", shape: [heads, context], 0)
        }
        addNorm("norm")
        parameters.addLayer("head", inputs: width, outputs: outputs)
        return parameters
    }

    func scores(
        _ tape: inout GradientTape,
        _ parameters: [GradientTape.Node],
        _ events: [Double],
        sequences: Int,
        length: Int
    ) -> ScoreNodes {
        let rows = sequences * length
        let shape = GradientTape.AttentionShape(sequences: sequences, length: length, heads: heads, context: context)
        var next = 0
        func take() -> (GradientTape.Node, GradientTape.Node) {
            next += 2
            return (parameters[next - 2], parameters[next - 1])
        }
        func layer(_ node: GradientTape.Node, _ tape: inout GradientTape) -> GradientTape.Node {
            let (weights, bias) = take()
            return tape.linear(node, weights: weights, bias: bias)
        }
        func norm(_ node: GradientTape.Node, _ tape: inout GradientTape) -> GradientTape.Node {
            let (scale, shift) = take()
            return tape.norm(node, scale: scale, shift: shift)
        }
        let given = tape.given(events, rows: rows, columns: events.count / rows)
        var stream = layer(given, &tape)
        for block in 0..<blocks {
            let distance = parameters[2 + (block + 1) * Self.tables - 1]
            let normal = norm(stream, &tape)
            let query = layer(normal, &tape)
            let key = layer(normal, &tape)
            let value = layer(normal, &tape)
            let mixed = tape.attention(query: query, key: key, value: value, distance: distance, shape)
            stream = tape.sum(stream, layer(mixed, &tape))
            let inner = tape.rectifier(layer(norm(stream, &tape), &tape))
            stream = tape.sum(stream, layer(inner, &tape))
            next += 1
        }
        return .together(layer(norm(stream, &tape), &tape))
    }
}
