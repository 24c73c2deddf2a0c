/// Support vectors with a radial kernel and probabilities, by libsvm.
struct SupportVectorTraining: MemberTraining {
    func fit(_ task: FitTask) throws -> FittedMember {
        let rows = Self.thinned(task)
        let library = try SupportVectorLibrary()
        let machine = try SupportVectorMachine(
            library,
            rows.map { task.scale.apply(task.set.row($0)) },
            labels: rows.map { Double(task.set.classes[task.set.labels[$0]]) },
            classCount: task.set.classes.count,
            gamma: 1 / Double(task.set.featureCount),
            cost: 1,
            seed: task.options.seed
        )
        let golden = task.goldenRows.map { row in
            let row = task.scale.apply(task.set.row(row))
            return ModelManifest.Golden(rows: [row], answer: machine.answer(row))
        }
        let member = try FittedMember(.svm, try machine.text(), golden: golden, scale: task.scale)
        var loss = 0.0
        for row in task.part.validation {
            let probabilities = try member.probabilities(task.set, row, task.options)
            loss -= ClassificationMeasures.logarithm(probabilities[task.set.labels[row]])
        }
        loss /= Double(task.part.validation.count)
        _ = task.progress.note(round: 1, of: 1, loss: loss, rows: rows.count)
        return member
    }

    /// Evenly taken rows of each class, as many as are allowed together, and at least one of each.
    private static func thinned(_ task: FitTask) -> [Int] {
        let rows = task.part.training
        let most = task.options.vectorRows
        guard rows.count > most else { return rows }
        var kept: [Int] = []
        for label in task.set.classes.indices {
            let own = rows.filter { task.set.labels[$0] == label }
            let count = min(own.count, max(own.count * most / rows.count, 1))
            kept += (0..<count).map { own[$0 * own.count / count] }
        }
        return kept.sorted()
    }
}
