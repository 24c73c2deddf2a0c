import Glibc

/// What an LSTM remembers from one event to the next.
package struct LSTMState: Hashable, Sendable {
    package fileprivate(set) var hidden: [Float]
    package fileprivate(set) var cell: [Float]
    /// Room for a step's gates.
    fileprivate var gates: [Float]

    package init(hidden: [Float], cell: [Float]) {
        self.hidden = hidden
        self.cell = cell
        gates = [Float](repeating: 0, count: 4 * hidden.count)
    }

    package init(hiddenCount: Int) {
        self.init(
            hidden: [Float](repeating: 0, count: hiddenCount),
            cell: [Float](repeating: 0, count: hiddenCount)
        )
    }
}

/// One LSTM layer that advances by one event at a time; without allocation.
package struct LSTMCell: Sendable {
    /// In which order a file has the four gates.
    package enum GateOrder: Hashable, Sendable {
        /// PyTorch's: input, forget, cell, output.
        case inputForgetCellOutput
        /// ONNX's.
        case inputOutputForgetCell
    }

    package let inputCount: Int
    package let hiddenCount: Int
    /// For each feature the weights of all gates, so that a step walks memory in order.
    private let inputWeights: [Float]
    private let hiddenWeights: [Float]
    private let bias: [Float]
    /// Where each gate begins.
    private let input, forget, candidate, output: Int

    /// - Parameters:
    ///   - inputWeights: 4 · hiddenCount rows of inputCount numbers.
    ///   - hiddenWeights: 4 · hiddenCount rows of hiddenCount numbers.
    ///   - bias: 4 · hiddenCount, both biases added.
    package init(
        inputWeights: [Float],
        hiddenWeights: [Float],
        bias: [Float],
        inputCount: Int,
        hiddenCount: Int,
        gates: GateOrder
    ) {
        let rows = 4 * hiddenCount
        precondition(
            inputWeights.count == rows * inputCount && hiddenWeights.count == rows * hiddenCount && bias.count == rows,
            "an LSTM's weights have its sizes"
        )
        func turned(_ weights: [Float], _ columns: Int) -> [Float] {
            (0..<columns).flatMap { column in (0..<rows).map { weights[$0 * columns + column] } }
        }
        self.inputCount = inputCount
        self.hiddenCount = hiddenCount
        self.inputWeights = turned(inputWeights, inputCount)
        self.hiddenWeights = turned(hiddenWeights, hiddenCount)
        self.bias = bias
        input = 0
        switch gates {
        case .inputForgetCellOutput: (forget, candidate, output) = (hiddenCount, 2 * hiddenCount, 3 * hiddenCount)
        case .inputOutputForgetCell: (output, forget, candidate) = (hiddenCount, 2 * hiddenCount, 3 * hiddenCount)
        }
    }

    /// Takes one event into the state.
    ///
    /// - Parameter row: ``inputCount`` numbers.
    package func advance(_ state: inout LSTMState, _ row: Span<Float>) {
        precondition(row.count == inputCount && state.hidden.count == hiddenCount, "a row has the layer's features")
        let width = 4 * hiddenCount
        for gate in 0..<width { state.gates[gate] = bias[gate] }
        for place in 0..<inputCount { Self.add(row[place], inputWeights, at: place * width, to: &state.gates) }
        for place in 0..<hiddenCount {
            Self.add(state.hidden[place], hiddenWeights, at: place * width, to: &state.gates)
        }
        for unit in 0..<hiddenCount {
            let kept = Logistic.value(state.gates[forget + unit]) * state.cell[unit]
            let added = Logistic.value(state.gates[input + unit]) * tanh(state.gates[candidate + unit])
            state.cell[unit] = kept + added
            state.hidden[unit] = Logistic.value(state.gates[output + unit]) * tanh(state.cell[unit])
        }
    }

    /// sums += factor · weights, over the sums' length.
    private static func add(_ factor: Float, _ weights: [Float], at start: Int, to sums: inout [Float]) {
        for place in sums.indices { sums[place] += factor * weights[start + place] }
    }
}
