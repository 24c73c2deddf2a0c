/// Models, what they weigh, and how good they were on rows that they were not fitted to.
package struct TrainingResult: Sendable {
    /// What the written models made of the last rows, of which nothing was known to fit, calibration and weights.
    package struct Holdout: Sendable {
        /// Calibrated, member by member.
        package let members: [Judgement]
        package let ensemble: Judgement
    }

    /// The rows that were fitted to and judged on in folds.
    package let set: TrainingSet
    package let options: TrainingOptions
    let folds: TimeFolds
    package let members: [FittedMember]
    let outOfFold: OutOfFold
    /// True where it was ended early.
    package let isPartial: Bool
    /// Nil where no fold was done.
    package let fit: EnsembleFit?
    /// One for each member; equal where no fold was done.
    package let weights: [Double]
    /// Member by member, before calibration; empty where no fold was done.
    package let raw: [Judgement]
    /// Member by member, calibrated with the other folds; empty with fewer than two.
    package let calibrated: [Judgement]
    /// The same of the ensemble.
    package let ensemble: Judgement?
    package internal(set) var holdout: Holdout?
    /// Member by member; empty where the training was ended early.
    package internal(set) var quantised: [QuantisedMember] = []

    init(
        set: TrainingSet,
        options: TrainingOptions,
        folds: TimeFolds,
        members: [FittedMember],
        outOfFold: OutOfFold,
        isPartial: Bool
    ) {
        self.set = set
        self.options = options
        self.folds = folds
        self.members = members
        self.outOfFold = outOfFold
        self.isPartial = isPartial
        fit = EnsembleFit(outOfFold.probabilities, labels: outOfFold.labels(set), classCount: set.classes.count)
        weights = fit?.weights ?? [Double](repeating: 1 / Double(members.count), count: members.count)
        let rows = outOfFold.rows
        let bases = folds.folds.map { $0.shares(set) }
        let base = outOfFold.folds.map { bases[$0] }
        raw = rows.isEmpty ? [] : outOfFold.probabilities.map { Judgement(set, rows: rows, $0, base: base) }
        let crossed = outOfFold.crossFitted(set)
        calibrated = crossed.map { $0.members.map { Judgement(set, rows: rows, $0, base: base) } } ?? []
        ensemble = crossed.map { Judgement(set, rows: rows, $0.ensemble, base: base) }
    }

    /// A member before calibration, fold by fold.
    func judgements(of member: Int) -> [(fold: Int, judgement: Judgement)] {
        outOfFold.foldNumbers.map { fold in
            let places = outOfFold.rows.indices.filter { outOfFold.folds[$0] == fold }
            let shares = folds.folds[fold].shares(set)
            let judgement = Judgement(
                set,
                rows: places.map { outOfFold.rows[$0] },
                places.map { outOfFold.probabilities[member][$0] },
                base: places.map { _ in shares }
            )
            return (fold, judgement)
        }
    }

    /// Whether a member's calibrated loss is above the linear one's; nil where there is none to compare with.
    package func isWorse(_ place: Int) -> Bool? {
        guard !calibrated.isEmpty, let base = members.firstIndex(where: { $0.name == .linear }), base != place else {
            return nil
        }
        return calibrated[place].measures.logLoss > calibrated[base].measures.logLoss
    }
}

extension TimeFolds.Part {
    /// The shares of the classes among the rows that are fitted to.
    func shares(_ set: TrainingSet) -> [Double] {
        var counts = [Int](repeating: 0, count: set.classes.count)
        for row in training { counts[set.labels[row]] += 1 }
        return counts.map { Double($0) / Double(training.count) }
    }
}
