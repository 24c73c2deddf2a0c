/// Fits a network to sequences of events: Adam, stopped where the later rows no longer gain.
///
/// Sequences are cut from each instrument's rows, and every event of one is asked for its label: with what came before it, nothing after.
struct SequenceTraining: MemberTraining {
    let name: MemberName
    let network: any TrainableNetwork

    private static let patience = 5
    /// Sequences that are gone through before a step.
    private static let batch = 8

    func fit(_ task: FitTask) throws -> FittedMember {
        let length = task.options.window
        let training = Self.sequences(task, task.part.training, atMost: length)
        let validation = Self.sequences(task, task.part.validation, atMost: length)
        var parameters = network.parameters(
            inputs: task.set.featureCount,
            outputs: task.outputCount,
            seed: task.options.seed
        )
        var optimiser = AdamOptimiser(parameters, rate: task.options.rate)
        var random = SeededNumbers(seed: UInt64(task.options.seed) &+ 1)
        var kept = parameters
        var stop = EarlyStop(patience: Self.patience)
        var curve: [CurvePoint] = []
        for epoch in 1...task.options.epochs {
            var (loss, goesOn) = (0.0, true)
            let order = random.shuffled(Array(training.indices))
            for start in stride(from: 0, to: order.count, by: Self.batch) where goesOn {
                let part = order[start..<min(start + Self.batch, order.count)].map { training[$0] }
                let (partLoss, gradients) = NetworkPass(task, network, parameters, part).gradients()
                optimiser.step(&parameters, gradients[..<parameters.tables.count])
                loss += partLoss * Double(part.count) / Double(order.count)
                goesOn = !task.progress.watch.isStopped
            }
            let point = CurvePoint(training: loss, validation: Self.loss(task, network, parameters, validation))
            curve.append(point)
            if stop.isBest(point.validation) { kept = parameters }
            let isHeard = task.progress.note(
                round: epoch,
                of: task.options.epochs,
                loss: point.validation,
                rows: training.count * length
            )
            if stop.isOver || !isHeard { break }
        }
        return try member(task, kept.rounded, curve, best: stop.best)
    }

    /// Rows of one instrument in each, as many in all: fewer than wanted only where no instrument has so many.
    private static func sequences(_ task: FitTask, _ rows: [Int], atMost wanted: Int) -> [[Int]] {
        var own: [Int: [Int]] = [:]
        for row in rows { own[task.set.instruments[row], default: []].append(row) }
        let length = min(wanted, own.values.reduce(1) { max($0, $1.count) })
        var sequences: [[Int]] = []
        for (_, list) in own.sorted(by: { $0.key < $1.key }) {
            // The newest rows are all used, the first few may not be.
            var end = list.count
            while end >= length {
                sequences.append(Array(list[end - length..<end]))
                end -= length
            }
        }
        return sequences
    }

    private static func loss(
        _ task: FitTask,
        _ network: any TrainableNetwork,
        _ parameters: NetworkParameters,
        _ sequences: [[Int]]
    ) -> Double {
        var sum = 0.0
        for start in stride(from: 0, to: sequences.count, by: 64) {
            let part = Array(sequences[start..<min(start + 64, sequences.count)])
            sum += NetworkPass(task, network, parameters, part).loss * Double(part.count)
        }
        return sum / Double(sequences.count)
    }

    private func member(
        _ task: FitTask,
        _ parameters: NetworkParameters,
        _ curve: [CurvePoint],
        best: Int
    ) throws -> FittedMember {
        var output = SafetensorsOutput(NetworkSchema(network.kind, task, heads: network.heads))
        for (place, table) in parameters.tables.enumerated() {
            output.add(table.name, table.shape, parameters.stored(place))
        }
        let golden = task.goldenRows.map { row in
            let window = task.set.window(to: row, length: task.options.window)
            let scores = NetworkPass(task, network, parameters, [window]).lastScores
            return ModelManifest.Golden(
                rows: window.map { task.set.row($0) },
                answer: task.outputCount == 1 ? scores : Softmax.probabilities(scores)
            )
        }
        return try FittedMember(name, output.bytes, golden: golden, scale: task.scale, curve: curve, best: best)
    }
}
