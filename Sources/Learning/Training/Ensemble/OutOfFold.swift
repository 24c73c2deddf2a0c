/// What the members said of rows that they were not fitted to.
struct OutOfFold: Sendable {
    private(set) var rows: [Int] = []
    private(set) var folds: [Int] = []
    /// Member by member, row by row, before calibration.
    private(set) var probabilities: [[[Double]]]

    init(memberCount: Int) {
        probabilities = [[[Double]]](repeating: [], count: memberCount)
    }

    /// - Parameter answers: Of each member to each of the rows.
    mutating func add(fold: Int, rows: Range<Int>, _ answers: [[[Double]]]) {
        self.rows += rows
        folds += rows.map { _ in fold }
        for (member, answers) in answers.enumerated() { probabilities[member] += answers }
    }

    var foldNumbers: [Int] { Set(folds).sorted() }

    func labels(_ set: TrainingSet) -> [Int] { rows.map { set.labels[$0] } }

    /// What calibration and weights make of each fold when they are fitted to the others: member by member, then the ensemble.
    ///
    /// - Returns: Nil with fewer than two folds.
    func crossFitted(_ set: TrainingSet) -> (members: [[[Double]]], ensemble: [[Double]])? {
        guard foldNumbers.count > 1 else { return nil }
        var members = probabilities
        var ensemble = [[Double]](repeating: [], count: rows.count)
        for fold in foldNumbers {
            let others = rows.indices.filter { folds[$0] != fold }
            let fit = EnsembleFit(
                probabilities.map { member in others.map { member[$0] } },
                labels: others.map { set.labels[rows[$0]] },
                classCount: set.classes.count
            )
            guard let fit else { return nil }
            for place in rows.indices where folds[place] == fold {
                let answers = probabilities.map { $0[place] }
                for (member, answer) in answers.enumerated() {
                    members[member][place] = fit.calibrations[member].apply(answer)
                }
                ensemble[place] = fit.mix(answers)
            }
        }
        return (members, ensemble)
    }
}
