/// One LSTM layer and a dense one on its output.
struct TrainableLSTM: TrainableNetwork {
    let hidden: Int
    var kind: NetworkSchema.Kind { .lstm }
    var heads: Int { 1 }

    func parameters(inputs: Int, outputs: Int, seed: UInt32) -> NetworkParameters {
        var parameters = NetworkParameters(seed: seed)
        let limit = 1 / Double(hidden).squareRoot()
        parameters.addDrawn("lstm.weight_ih_l0", outputs: 4 * hidden, inputs: inputs, within: limit)
        parameters.addDrawn("lstm.weight_hh_l0", outputs: 4 * hidden, inputs: hidden, within: limit)
        parameters.add("lstm.bias_ih_l0", shape: [4 * hidden], 0)
        parameters.add("lstm.bias_hh_l0", shape: [4 * hidden], 0)
        // What is forgotten at the beginning cannot be learned from.
        parameters.update(2) { for place in hidden..<2 * hidden { $0[place] = 1 } }
        parameters.addLayer("head", inputs: hidden, outputs: outputs)
        return parameters
    }

    func scores(
        _ tape: inout GradientTape,
        _ parameters: [GradientTape.Node],
        _ events: [Double],
        sequences: Int,
        length: Int
    ) -> ScoreNodes {
        let inputs = events.count / (sequences * length)
        let zeros = [Double](repeating: 0, count: sequences * hidden)
        var output = tape.given(zeros, rows: sequences, columns: hidden)
        var cell = output
        var scores: [GradientTape.Node] = []
        for place in 0..<length {
            var rows: [Double] = []
            for sequence in 0..<sequences {
                let start = (sequence * length + place) * inputs
                rows += events[start..<start + inputs]
            }
            let event = tape.given(rows, rows: sequences, columns: inputs)
            let gates = tape.sum(
                tape.linear(event, weights: parameters[0], bias: parameters[2]),
                tape.linear(output, weights: parameters[1], bias: parameters[3])
            )
            func gate(_ number: Int, _ tape: inout GradientTape) -> GradientTape.Node {
                tape.columns(gates, number * hidden..<(number + 1) * hidden)
            }
            let input = tape.logistic(gate(0, &tape))
            let forget = tape.logistic(gate(1, &tape))
            let candidate = tape.tanh(gate(2, &tape))
            let opening = tape.logistic(gate(3, &tape))
            cell = tape.sum(tape.product(forget, cell), tape.product(input, candidate))
            output = tape.product(opening, tape.tanh(cell))
            scores.append(tape.linear(output, weights: parameters[4], bias: parameters[5]))
        }
        return .byPlace(scores)
    }
}
