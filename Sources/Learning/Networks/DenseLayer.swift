/// A layer of sums: weights · inputs + bias.
struct DenseLayer: Sendable {
    let inputCount: Int
    let outputCount: Int
    /// For each input the weights of all outputs.
    private let columns: [Float]
    private let bias: [Float]

    /// - Parameters:
    ///   - weights: A row for each output, as PyTorch keeps them.
    ///   - bias: One number for each output.
    init(weights: Tensor, bias: Tensor) throws(ModelError) {
        guard weights.rank == 2, bias.shape == [weights.shape[0]] else {
            throw ModelError(.broken, "weights of shape \(weights.shape) with a bias of shape \(bias.shape)")
        }
        inputCount = weights.shape[1]
        outputCount = weights.shape[0]
        columns = try weights.transposed([1, 0]).reals()
        self.bias = try bias.reals()
    }

    /// Writes ``outputCount`` numbers from a place on.
    func apply(_ inputs: [Float], into outputs: inout [Float], at first: Int = 0) {
        precondition(inputs.count == inputCount, "a layer's inputs have its size")
        for place in 0..<outputCount { outputs[first + place] = bias[place] }
        let columns = columns.span
        var sums = outputs.mutableSpan
        for place in 0..<inputCount {
            let start = place * outputCount
            VectorLoops.add(inputs[place], columns.extracting(start..<start + outputCount), to: &sums, at: first)
        }
    }
}
