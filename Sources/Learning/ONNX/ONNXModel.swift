package import Platform

/// A graph of ONNX that is used as it is, step by step: a small network with one input and one output that counts.
///
/// For files of others; what a member of the ensemble does for each event is ``LSTMCell``'s work.
package struct ONNXModel: Sendable {
    private let graph: ONNXGraph
    /// The steps that the answer needs, in order.
    private let steps: [ONNXGraph.Node]
    private let port: ONNXGraph.Port
    private let layout: Layout
    private let featureCount: Int
    private let answer: String
    private let needsShares: Bool
    package let outputs: ModelOutputs

    /// What the steps of one answer may make together: 128 MB, many times what a network of the ensemble needs.
    private static let mostNumbers = 32_000_000

    private enum Layout: Hashable, Sendable {
        /// One row: features alone, or in a batch of one.
        case row(rank: Int)
        /// Rows of one sequence; nil where any number will do.
        case sequence(isTimeFirst: Bool, length: Int?)
    }

    init(_ graph: ONNXGraph) throws(ModelError) {
        guard graph.inputs.count == 1, let port = graph.inputs.first else {
            let names = graph.inputs.map { $0.name.prefix(100) }.joined(separator: ", ")
            throw ModelError(.unsupported, "has the inputs \(names.isEmpty ? "(none)" : names); allowed: one")
        }
        var (answer, needsShares) = try Self.answer(of: graph)
        var steps = try Self.steps(to: answer, in: graph)
        // Classifiers of scikit-learn have steps beside the probabilities that nobody asks for.
        for node in steps
        where !["", "ai.onnx", "ai.onnx.ml"].contains(node.domain) || ONNXOperator.all[node.type] == nil {
            throw ModelError(.unsupported, "the operator '\(node.type)' is not read; allowed: \(ONNXOperator.allowed)")
        }
        self.graph = graph
        self.port = port
        layout = try Self.layout(of: port, in: graph)
        featureCount = try Self.featureCount(of: port, in: graph)
        let rows =
            switch layout {
            case .row: 1
            case .sequence(_, let length): length ?? 2
            }
        let zeros = [[Double]](repeating: [Double](repeating: 0, count: featureCount), count: rows)
        let count = try Self.run(steps, graph, port, layout, answer, zeros).count
        guard (1...1_000).contains(count) else {
            throw ModelError(.unsupported, "answers \(count) numbers; allowed: 1 to 1000")
        }
        if count == 1, let last = graph.producer(of: answer), last.type == "Sigmoid" {
            // The margin is what the last step makes a probability of.
            answer = last.inputs[0]
            steps = try Self.steps(to: answer, in: graph)
        }
        if count == 1 { needsShares = false }
        self.answer = answer
        self.steps = steps
        self.needsShares = needsShares
        outputs = count == 1 ? .margin : .classes((0..<count).map { "\($0)" })
    }

    private static func layout(of port: ONNXGraph.Port, in graph: ONNXGraph) throws(ModelError) -> Layout {
        switch port.shape.count {
        case 1, 2: return .row(rank: port.shape.count)
        case 3:
            let reader = graph.nodes.first { $0.inputs.first == port.name }
            let isTimeFirst = reader?.type == "LSTM" && reader?.whole("layout", default: 0) == 0
            let length = port.shape[isTimeFirst ? 0 : 1]
            guard (port.shape[isTimeFirst ? 1 : 0] ?? 1) == 1 else {
                throw ModelError(.unsupported, "wants several sequences at once; export it with a batch of 1 or any")
            }
            return .sequence(isTimeFirst: isTimeFirst, length: length)
        default:
            throw ModelError(.unsupported, "an input of \(port.shape.count) dimensions; allowed: 1 to 3")
        }
    }

    /// The input's last dimension, or what its first reader multiplies by.
    private static func featureCount(of port: ONNXGraph.Port, in graph: ONNXGraph) throws(ModelError) -> Int {
        let most = 1_000_000
        if let size = port.shape.last ?? nil, size <= most { return size }
        for node in graph.nodes where node.inputs.count > 1 {
            guard let weights = graph.constants[node.inputs[1]], weights.rank >= 1 else { continue }
            switch node.type {
            case "MatMul": return weights.shape[0]
            case "Gemm" where weights.rank == 2: return weights.shape[node.whole("transB", default: 0) == 0 ? 0 : 1]
            case "LSTM" where weights.rank == 3: return weights.shape[2]
            case "BatchNormalization", "Sub", "Mul", "Add", "Div": if weights.count > 1 { return weights.count }
            default: continue
            }
        }
        throw ModelError(.unsupported, "the number of features is not fixed; export it with one up to \(most)")
    }

    /// The last output that is not the choice of a label, and whether it holds scores rather than shares.
    private static func answer(of graph: ONNXGraph) throws(ModelError) -> (name: String, needsShares: Bool) {
        guard var name = graph.outputs.last?.name else { throw ModelError(.broken, "has no output") }
        // LSTM layers have their states as further outputs.
        if let first = graph.outputs.first?.name, graph.producer(of: name)?.type == "LSTM" { name = first }
        // A list of names and probabilities is made of the probabilities.
        if let node = graph.producer(of: name), node.type == "ZipMap", let source = node.inputs.first { name = source }
        var node = graph.producer(of: name)
        let shapers = ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast", "Transpose", "Dropout"]
        for _ in graph.nodes {
            guard let step = node, shapers.contains(step.type), let source = step.inputs.first else { break }
            node = graph.producer(of: source)
        }
        return (name, !["Softmax", "Sigmoid", "Concat", "Div"].contains(node?.type ?? ""))
    }

    /// What must be done for an answer, in the file's order, which ONNX demands to be one that works.
    private static func steps(to answer: String, in graph: ONNXGraph) throws(ModelError) -> [ONNXGraph.Node] {
        var wanted: Set<String> = [answer]
        var steps: [ONNXGraph.Node] = []
        for node in graph.nodes.reversed() where node.outputs.contains(where: { wanted.contains($0) }) {
            steps.append(node)
            wanted.formUnion(node.inputs)
        }
        return steps.reversed()
    }

    private static func run(
        _ steps: [ONNXGraph.Node],
        _ graph: ONNXGraph,
        _ port: ONNXGraph.Port,
        _ layout: Layout,
        _ answer: String,
        _ rows: [[Double]]
    ) throws(ModelError) -> [Float] {
        let values = rows.joined().map { Float($0) }
        let width = rows[0].count
        let shape =
            switch layout {
            case .row(let rank): rank == 1 ? [width] : [1, width]
            case .sequence(let isTimeFirst, _): isTimeFirst ? [rows.count, 1, width] : [1, rows.count, width]
            }
        var tensors = [port.name: try Tensor(shape, values)]
        var room = mostNumbers
        for node in steps {
            guard let work = ONNXOperator.all[node.type] else { throw ModelError(.broken, "'\(node.type)' is unknown") }
            var inputs: [Tensor?] = []
            for name in node.inputs {
                guard !name.isEmpty else {
                    inputs.append(nil)
                    continue
                }
                guard let tensor = tensors[name] ?? graph.constants[name] else {
                    throw ModelError(.broken, "\(node.type) needs '\(name.prefix(100))', which nothing makes")
                }
                inputs.append(tensor)
            }
            do throws(ModelError) {
                let results = try work(ONNXCall(node: node, inputs: inputs, operatorSet: graph.operatorSet))
                for (name, tensor) in zip(node.outputs, results) {
                    room -= tensor.count
                    tensors[name] = tensor
                }
                guard room >= 0 else {
                    throw ModelError(.tooLarge, "the steps make more than \(mostNumbers) numbers together")
                }
            } catch {
                throw error.of(node.type)
            }
        }
        guard let result = tensors[answer] ?? graph.constants[answer] else {
            throw ModelError(.broken, "nothing makes the output '\(answer.prefix(100))'")
        }
        let numbers = try result.reals()
        // Of a sequence's answers to each row the last one counts.
        guard case .sequence = layout, result.rank >= 3 else { return numbers }
        let last = result.rank == 4 ? result.shape[1] * result.shape[3] : result.shape[result.rank - 1]
        return numbers.suffix(last)
    }
}

extension ONNXModel: LearnedModel {
    package var inputs: ModelInputs { .counted(featureCount) }

    package var isSequence: Bool {
        if case .sequence = layout { true } else { false }
    }

    package var allowsMissing: Bool { false }

    package var facts: [JSON.Member] {
        [
            .init("kind", "network"), .init("operator_set", .int(Int64(graph.operatorSet))),
            .init("operators", .strings(steps.map(\.type))),
        ]
    }

    package func predict(_ rows: [[Double]]) throws(ModelError) -> [Double] {
        switch layout {
        case .row:
            guard rows.count == 1 else { throw ModelError(.features, "the network takes one row, not \(rows.count)") }
        case .sequence(_, let length):
            guard !rows.isEmpty, rows.count == length ?? rows.count else {
                throw ModelError(.features, "the network takes \(length ?? 1) rows to a sequence, not \(rows.count)")
            }
        }
        let numbers = try Self.run(steps, graph, port, layout, answer, rows)
        guard needsShares else { return numbers.map(Double.init) }
        let shares = try ONNXCall(
            node: ONNXGraph.Node(),
            inputs: [try Tensor([numbers.count], numbers)],
            operatorSet: 13
        ).softmax { $0 }
        return try shares[0].reals().map(Double.init)
    }
}
