/// Takes the tensors of a file by the names that PyTorch gives them, until none is left.
struct NetworkParts {
    private var tensors: [String: Tensor]

    init(_ tensors: [String: Tensor]) {
        self.tensors = tensors
    }

    /// `lstm.weight_ih_l0` … of each layer, `head.weight`, `head.bias`.
    mutating func lstm() throws(ModelError) -> LSTMNetwork {
        var layers: [LSTMCell] = []
        while tensors["lstm.weight_ih_l\(layers.count)"] != nil {
            let layer = layers.count
            let (input, hidden) = (try take("lstm.weight_ih_l\(layer)"), try take("lstm.weight_hh_l\(layer)"))
            let biases = (try take("lstm.bias_ih_l\(layer)"), try take("lstm.bias_hh_l\(layer)"))
            guard input.rank == 2, hidden.rank == 2, input.shape[1] > 0, hidden.shape[1] > 0,
                hidden.shape[0] == 4 * hidden.shape[1], input.shape[0] == hidden.shape[0],
                biases.0.shape == [hidden.shape[0]], biases.1.shape == biases.0.shape
            else { throw ModelError(.broken, "lstm layer \(layer): its tensors do not fit each other") }
            layers.append(
                LSTMCell(
                    inputWeights: try input.reals(),
                    hiddenWeights: try hidden.reals(),
                    bias: zip(try biases.0.reals(), try biases.1.reals()).map { $0 + $1 },
                    inputCount: input.shape[1],
                    hiddenCount: hidden.shape[1],
                    gates: .inputForgetCellOutput
                )
            )
        }
        guard !layers.isEmpty else { throw ModelError(.broken, "lacks the tensor 'lstm.weight_ih_l0'") }
        return try LSTMNetwork(layers: layers, head: try dense("head"))
    }

    /// `input`, `blocks.0.norm1` …, `norm`, `head`, each with `.weight` and `.bias`, and `blocks.0.distance`.
    mutating func transformer(heads: Int) throws(ModelError) -> CausalTransformer {
        var blocks: [CausalTransformer.Block] = []
        var context = 0
        while tensors["blocks.\(blocks.count).distance"] != nil {
            let name = "blocks.\(blocks.count)"
            let distance = try take("\(name).distance")
            guard distance.rank == 2, distance.shape[0] == heads else {
                throw ModelError(
                    .broken,
                    "\(name).distance has shape \(distance.shape), not \(heads) heads by a context"
                )
            }
            context = distance.shape[1]
            blocks.append(
                CausalTransformer.Block(
                    attentionNorm: try norm("\(name).norm1"),
                    innerNorm: try norm("\(name).norm2"),
                    query: try dense("\(name).query"),
                    key: try dense("\(name).key"),
                    value: try dense("\(name).value"),
                    output: try dense("\(name).output"),
                    up: try dense("\(name).up"),
                    down: try dense("\(name).down"),
                    distanceBias: try distance.reals()
                )
            )
        }
        guard !blocks.isEmpty else { throw ModelError(.broken, "lacks the tensor 'blocks.0.distance'") }
        return try CausalTransformer(
            input: try dense("input"),
            blocks: blocks,
            norm: try norm("norm"),
            head: try dense("head"),
            headCount: heads,
            context: context
        )
    }

    func end() throws(ModelError) {
        guard let name = tensors.keys.min() else { return }
        throw ModelError(.broken, "has the tensor '\(name.prefix(100))', which such a network does not have")
    }

    /// `NAME.weight`, `NAME.bias`.
    mutating func dense(_ name: String) throws(ModelError) -> DenseLayer {
        try DenseLayer(weights: try take("\(name).weight"), bias: try take("\(name).bias"))
    }

    private mutating func norm(_ name: String) throws(ModelError) -> NormLayer {
        try NormLayer(scale: try take("\(name).weight"), shift: try take("\(name).bias"))
    }

    private mutating func take(_ name: String) throws(ModelError) -> Tensor {
        guard let tensor = tensors.removeValue(forKey: name) else {
            throw ModelError(.broken, "lacks the tensor '\(name)'")
        }
        return tensor
    }
}
