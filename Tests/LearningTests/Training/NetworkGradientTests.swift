import Testing

@testable import Learning

@Suite("Gradients of networks")
struct NetworkGradientTests {
    private static let networks: [(String, any TrainableNetwork)] = [
        ("lstm", TrainableLSTM(hidden: 5)),
        ("transformer", TrainableTransformer(width: 6, heads: 2, blocks: 2, context: 4)),
    ]

    private func task(classes: Int) throws -> FitTask {
        let set = try classes == 2 ? PlantedRows.binary(count: 60) : PlantedRows.planted(count: 60)
        let rows = Array(0..<60)
        return FitTask(
            set: set,
            part: TimeFolds.Part(training: rows, validation: rows, test: 60..<60, purged: 0, embargoed: 0),
            scale: Standardisation(set, rows: rows),
            options: TrainingOptions(),
            progress: FitProgress(watch: CountingWatch(), label: "", begin: 0, share: 1)
        )
    }

    @Test("are those of finite differences, for every parameter", arguments: [0, 1], [2, 3])
    func differences(_ place: Int, _ classes: Int) throws {
        let (name, network) = Self.networks[place]
        let task = try task(classes: classes)
        var parameters = network.parameters(inputs: 4, outputs: task.outputCount, seed: 3)
        // Biases and norms that are not at rest.
        for table in parameters.tables.indices {
            parameters.update(table) { values in
                for index in values.indices { values[index] += 0.1 * Double((index * 7 + table * 3) % 11 - 5) / 5 }
            }
        }
        let sequences = [Array(0..<9), Array(20..<29)]
        let gradients = NetworkPass(task, network, parameters, sequences).gradients().gradients
        let step = 1e-5
        var checked = 0
        for (table, content) in parameters.tables.enumerated() {
            for index in content.values.indices {
                func loss(_ change: Double) -> Double {
                    var changed = parameters
                    changed.update(table) { $0[index] += change }
                    return NetworkPass(task, network, changed, sequences).loss
                }
                let slope = (loss(step) - loss(-step)) / (2 * step)
                let gradient = gradients[table].isEmpty ? 0 : gradients[table][index]
                #expect(
                    abs(slope - gradient) < 1e-7 + 1e-5 * abs(slope),
                    "\(name) \(content.name)[\(index)]: \(gradient), \(slope)"
                )
                checked += 1
            }
        }
        #expect(checked > 200)
    }

    @Test("the file's network answers as the one that was trained", arguments: [0, 1])
    func reader(_ place: Int) throws {
        let (_, network) = Self.networks[place]
        let task = try task(classes: 3)
        let parameters = network.parameters(inputs: 4, outputs: 3, seed: 5).rounded
        var output = SafetensorsOutput(NetworkSchema(network.kind, task, heads: network.heads))
        for (place, table) in parameters.tables.enumerated() {
            output.add(table.name, table.shape, parameters.stored(place))
        }
        let file = try ModelFile(output.bytes, named: "network.safetensors")
        // Longer than the transformer's context.
        let window = Array(10..<25)
        let answer = try file.model.predict(window.map { task.set.row($0) })
        let own = Softmax.probabilities(NetworkPass(task, network, parameters, [window]).lastScores)
        #expect(zip(answer, own).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test("a signal that only a sequence has is learned", arguments: [MemberName.lstm, .transformer])
    func sequences(_ name: MemberName) throws {
        // Up where the last three values together are above 0: one row alone knows little of it.
        var past = [0.0, 0.0, 0.0]
        let set = try PlantedRows.set(count: 2_400, features: 1) { values, _ in
            past = [past[1], past[2], values[0]]
            return past.reduce(0, +) > 0 ? 1 : 0
        }
        var options = TrainingOptions()
        options.members = [.linear, name]
        options.folds = 2
        options.window = 8
        options.hidden = 8
        options.epochs = 12
        options.rate = 0.01
        let result = try TrainingRun(set, options).run(CountingWatch())
        #expect(result.calibrated[0].measures.accuracy < 0.8)
        #expect(result.calibrated[1].measures.accuracy > 0.9)
        #expect(result.weights[1] > 0.95)
        let again = try TrainingRun(set, options).run(CountingWatch())
        #expect(result.members[1].bytes == again.members[1].bytes)
    }
}
