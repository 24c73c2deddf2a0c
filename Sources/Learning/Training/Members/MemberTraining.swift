/// What a member is fitted to, and by what rules.
struct FitTask {
    let set: TrainingSet
    let part: TimeFolds.Part
    let scale: Standardisation
    let options: TrainingOptions
    let progress: FitProgress

    /// 1 for two classes, as models of two classes have one margin; else one for each class.
    var outputCount: Int { self.set.classes.count == 2 ? 1 : set.classes.count }

    /// Rows on which a file must answer as the training did; without outliers, which 32 bits round coarsely, where there are others.
    var goldenRows: [Int] {
        let calm = part.validation.filter { row in
            scale.apply(self.set.row(row)).allSatisfy { abs($0) <= Self.calmest }
        }
        let rows = calm.isEmpty ? part.validation : calm
        return Set([0, rows.count / 3, rows.count * 2 / 3, rows.count - 1]).sorted().map { rows[$0] }
    }

    /// Unit: deviations.
    private static let calmest = 10.0
}

/// Fits one kind of model.
protocol MemberTraining {
    /// - Throws: ``TrainingError``, ``ModelError`` where the file that was made does not answer as the training does.
    func fit(_ task: FitTask) throws -> FittedMember
}

/// The losses after a round.
package struct CurvePoint: Hashable, Sendable {
    package let training: Double
    package let validation: Double
}

/// A model as its file has it.
package struct FittedMember: Sendable {
    package let name: MemberName
    package let bytes: [UInt8]
    package let file: ModelFile
    package let manifest: ModelManifest
    package let scale: Standardisation
    /// One for each round; empty for what is not made in rounds.
    package let curve: [CurvePoint]
    /// The round that was kept, counted from 1; 0 for what is not made in rounds.
    package let best: Int

    /// Reads the file back and compares its answers with those of the training.
    init(
        _ name: MemberName,
        _ bytes: [UInt8],
        golden: [ModelManifest.Golden],
        scale: Standardisation,
        curve: [CurvePoint] = [],
        best: Int = 0
    ) throws {
        self.name = name
        self.bytes = bytes
        file = try ModelFile(bytes, named: name.fileName)
        manifest = ModelManifest(of: file, golden: golden)
        try manifest.check(file)
        self.scale = scale
        self.curve = curve
        self.best = best
    }

    /// The rows that the model is asked about one row of a set.
    func question(_ set: TrainingSet, _ row: Int, _ options: TrainingOptions) -> [[Double]] {
        let rows = name.window(options).map { set.window(to: row, length: $0) } ?? [row]
        return rows.map { name.takesStandardised ? scale.apply(set.row($0)) : set.row($0) }
    }

    /// A probability for each class, before calibration.
    func probabilities(_ set: TrainingSet, _ row: Int, _ options: TrainingOptions) throws(ModelError) -> [Double] {
        try probabilities(of: file, set, row, options)
    }

    /// The same of another form of the model.
    func probabilities(
        of file: ModelFile,
        _ set: TrainingSet,
        _ row: Int,
        _ options: TrainingOptions
    ) throws(ModelError) -> [Double] {
        let answer = try file.model.predict(question(set, row, options))
        guard answer.count == 1 else { return answer }
        let share = Softmax.logistic(answer[0])
        return [1 - share, share]
    }
}
