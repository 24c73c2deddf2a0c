/// One way through a network, and back.
struct NetworkPass {
    private var tape = GradientTape()
    private let scores: ScoreNodes
    private let labels: [[Int]]
    private let outputs: Int

    init(
        _ task: FitTask,
        _ network: any TrainableNetwork,
        _ parameters: NetworkParameters,
        _ sequences: [[Int]]
    ) {
        labels = sequences.map { $0.map { task.set.labels[$0] } }
        outputs = task.outputCount
        let nodes = parameters.nodes(on: &tape)
        let events = sequences.flatMap { $0.flatMap { task.scale.apply(task.set.row($0)) } }
        scores = network.scores(
            &tape,
            nodes,
            events,
            sequences: sequences.count,
            length: sequences[0].count
        )
    }

    /// Calls with each table of scores, a row of it, and the row's label.
    private func each(_ body: (_ table: Int, _ row: Int, _ scores: [Double], _ label: Int) -> Void) {
        for (place, node) in tables.enumerated() {
            let values = tape.values(node)
            for row in 0..<values.count / outputs {
                let label =
                    switch scores {
                    case .byPlace: labels[row][place]
                    case .together: labels[row / labels[0].count][row % labels[0].count]
                    }
                body(place, row, Array(values[row * outputs..<(row + 1) * outputs]), label)
            }
        }
    }

    private var tables: [GradientTape.Node] {
        switch scores {
        case .together(let node): [node]
        case .byPlace(let nodes): nodes
        }
    }

    private var count: Double { Double(labels.count * labels[0].count) }

    /// The mean over all events.
    var loss: Double {
        var sum = 0.0
        each { sum += Softmax.loss($2, $3) }
        return sum / count
    }

    /// With the gradients of the parameters first.
    func gradients() -> (loss: Double, gradients: [[Double]]) {
        var seeds = tables.map { (node: $0, gradient: [Double](repeating: 0, count: tape.values($0).count)) }
        var sum = 0.0
        each { table, row, scores, label in
            sum += Softmax.loss(scores, label)
            let shares = Softmax.probabilities(scores)
            for output in 0..<outputs {
                let own = outputs == 1 ? 1 : output
                seeds[table].gradient[row * outputs + output] = (shares[own] - (label == own ? 1 : 0)) / count
            }
        }
        return (sum / count, tape.backward(seeds))
    }

    /// Of the last event of the only sequence.
    var lastScores: [Double] {
        Array(tables.last.map { tape.values($0).suffix(outputs) } ?? [])
    }
}
