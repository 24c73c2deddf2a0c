/// Boosted trees by XGBoost: histograms, one thread, stopped where the later rows no longer gain.
struct TreeTraining: MemberTraining {
    private static let patience = 25

    func fit(_ task: FitTask) throws -> FittedMember {
        let library = try XGBoostLibrary()
        let training = try Self.matrix(library, task, task.part.training)
        let validation = try Self.matrix(library, task, task.part.validation)
        let classCount = task.set.classes.count
        let booster = try XGBoostBooster(
            library,
            knows: [training, validation],
            parameters: [
                "nthread": "1", "seed": "\(task.options.seed)", "tree_method": "hist", "max_depth": "4", "eta": "0.08",
                "min_child_weight": "5", "lambda": "1",
                "objective": classCount == 2 ? "binary:logistic" : "multi:softprob",
                "num_class": classCount == 2 ? "0" : "\(classCount)",
            ]
        )
        var stop = EarlyStop(patience: Self.patience)
        var curve: [CurvePoint] = []
        for round in 0..<task.options.rounds {
            try booster.update(round: round, training)
            let point = CurvePoint(
                training: Self.loss(try booster.predict(training, margins: true), task, task.part.training),
                validation: Self.loss(try booster.predict(validation, margins: true), task, task.part.validation)
            )
            curve.append(point)
            _ = stop.isBest(point.validation)
            let goesOn = task.progress.note(
                round: round + 1,
                of: task.options.rounds,
                loss: point.validation,
                rows: task.part.training.count
            )
            if stop.isOver || !goesOn { break }
        }
        let kept = try booster.first(max(stop.best, 1))
        return try FittedMember(
            .gbdt,
            try kept.document(features: task.set.names),
            golden: try Self.golden(library, kept, task),
            scale: task.scale,
            curve: curve,
            best: stop.best
        )
    }

    private static func matrix(
        _ library: XGBoostLibrary,
        _ task: FitTask,
        _ rows: [Int]
    ) throws(TrainingError) -> XGBoostMatrix {
        var values: [Float] = []
        values.reserveCapacity(rows.count * task.set.featureCount)
        for row in rows { for place in 0..<task.set.featureCount { values.append(Float(task.set.value(row, place))) } }
        return try XGBoostMatrix(
            library,
            values,
            rows: rows.count,
            columns: task.set.featureCount,
            labels: rows.map { Float(task.set.labels[$0]) }
        )
    }

    /// The library's own answers: a margin for two classes, else probabilities.
    private static func golden(
        _ library: XGBoostLibrary,
        _ booster: XGBoostBooster,
        _ task: FitTask
    ) throws(TrainingError) -> [ModelManifest.Golden] {
        let rows = task.goldenRows
        let width = task.outputCount
        let answers = try booster.predict(try matrix(library, task, rows), margins: width == 1)
        return rows.enumerated().map { place, row in
            ModelManifest.Golden(
                rows: [task.set.row(row)],
                answer: answers[place * width..<(place + 1) * width].map(Double.init)
            )
        }
    }

    private static func loss(_ margins: [Float], _ task: FitTask, _ rows: [Int]) -> Double {
        let width = task.outputCount
        var sum = 0.0
        for (place, row) in rows.enumerated() {
            let scores = margins[place * width..<(place + 1) * width].map(Double.init)
            sum += Softmax.loss(scores, task.set.labels[row])
        }
        return sum / Double(rows.count)
    }
}
