import Glibc

extension ONNXCall {
    /// The recurrent layer, in one direction or both.
    ///
    /// Gates stand in the order input, output, forget, cell; the activations are the usual ones.
    func longShortTermMemory() throws(ModelError) -> [Tensor] {
        try refuseVariants()
        let isBatchFirst = node.whole("layout", default: 0) == 1
        let given = try input(0)
        guard given.rank == 3 else {
            throw ModelError(.broken, "an LSTM's input has three dimensions, not \(given.rank)")
        }
        let sequence = isBatchFirst ? try given.transposed([1, 0, 2]) : given
        let (length, batch, width) = (sequence.shape[0], sequence.shape[1], sequence.shape[2])
        let (weights, recurrent) = (try input(1), try input(2))
        let direction = node.text("direction", default: "forward")
        let directions = direction == "bidirectional" ? 2 : 1
        guard recurrent.rank == 3 else { throw ModelError(.broken, "an LSTM's weights have three dimensions") }
        let hidden = recurrent.shape[2]
        guard weights.shape == [directions, 4 * hidden, width], recurrent.shape == [directions, 4 * hidden, hidden],
            node.whole("hidden_size", default: hidden) == hidden, hidden > 0
        else {
            throw ModelError(.broken, "an LSTM's weights \(weights.shape) and \(recurrent.shape) do not fit its input")
        }
        let bias = try state(3, [directions, 8 * hidden])
        let starts = try (state(5, [directions, batch, hidden]), state(6, [directions, batch, hidden]))
        let count = try Tensor.count([length, directions, batch, hidden])
        var outputs = [Float](repeating: 0, count: count)
        var (lastHidden, lastCell) = starts
        let (rows, input, feedback) = (try sequence.reals(), try weights.reals(), try recurrent.reals())
        for turn in 0..<directions {
            let isReverse = direction == "reverse" || turn == 1
            let cell = LSTMCell(
                inputWeights: Array(input[(turn * 4 * hidden * width)...].prefix(4 * hidden * width)),
                hiddenWeights: Array(feedback[(turn * 4 * hidden * hidden)...].prefix(4 * hidden * hidden)),
                bias: (0..<4 * hidden).map { bias[turn * 8 * hidden + $0] + bias[turn * 8 * hidden + 4 * hidden + $0] },
                inputCount: width,
                hiddenCount: hidden,
                gates: .inputOutputForgetCell
            )
            for line in 0..<batch {
                let place = (turn * batch + line) * hidden
                var state = LSTMState(
                    hidden: Array(lastHidden[place..<place + hidden]),
                    cell: Array(lastCell[place..<place + hidden])
                )
                for step in 0..<length {
                    let time = isReverse ? length - 1 - step : step
                    let row = Array(rows[((time * batch + line) * width)...].prefix(width))
                    cell.advance(&state, row.span)
                    let target = ((time * directions + turn) * batch + line) * hidden
                    for unit in 0..<hidden { outputs[target + unit] = state.hidden[unit] }
                }
                for unit in 0..<hidden {
                    lastHidden[place + unit] = state.hidden[unit]
                    lastCell[place + unit] = state.cell[unit]
                }
            }
        }
        let all = try Tensor([length, directions, batch, hidden], outputs)
        let ends = try (
            Tensor([directions, batch, hidden], lastHidden), Tensor([directions, batch, hidden], lastCell)
        )
        guard isBatchFirst else { return [all, ends.0, ends.1] }
        return [
            try all.transposed([2, 0, 1, 3]), try ends.0.transposed([1, 0, 2]), try ends.1.transposed([1, 0, 2]),
        ]
    }

    private func state(_ place: Int, _ shape: [Int]) throws(ModelError) -> [Float] {
        guard let tensor = optional(place) else { return [Float](repeating: 0, count: try Tensor.count(shape)) }
        guard tensor.shape == shape else {
            throw ModelError(.broken, "an LSTM's input \(place) has shape \(tensor.shape), not \(shape)")
        }
        return try tensor.reals()
    }

    private func refuseVariants() throws(ModelError) {
        if case .texts(let names)? = node.attributes["activations"] {
            let usual = ["sigmoid", "tanh", "tanh"]
            guard names.map({ $0.lowercased() }) == usual || names.map({ $0.lowercased() }) == usual + usual else {
                throw ModelError(.unsupported, "an LSTM with activations \(names); allowed: Sigmoid, Tanh, Tanh")
            }
        }
        guard optional(4) == nil, optional(7) == nil, node.attributes["clip"] == nil,
            node.whole("input_forget", default: 0) == 0, node.whole("layout", default: 0) == 0 || optional(5) == nil
        else {
            throw ModelError(.unsupported, "an LSTM with lengths, peepholes, a clip or coupled gates; allowed: without")
        }
    }
}
