/// Fits the members to a set of rows and judges them on rows that they have not seen.
package struct TrainingRun: Sendable {
    private let set: TrainingSet
    /// With the rows held out, from ``firstHeldOut`` on.
    private let all: TrainingSet
    private let firstHeldOut: Int
    private let options: TrainingOptions
    private let folds: TimeFolds

    /// - Throws: ``TrainingError`` of kind `tooLittle`.
    package init(_ set: TrainingSet, _ options: TrainingOptions) throws(TrainingError) {
        all = set
        self.options = options
        firstHeldOut = set.count - Int(Double(set.count) * options.holdout)
        self.set = firstHeldOut < set.count ? set.known(before: firstHeldOut) : set
        folds = try TimeFolds(
            self.set,
            folds: options.folds,
            embargo: options.embargo,
            validation: options.validation
        )
    }

    /// First fits what is written, to all rows, then each fold: who ends it early has models, and measures of the folds that were done.
    ///
    /// - Throws: ``TrainingError``, ``ModelError``; also where it was ended before there was a model of each member.
    package func run(_ watch: some TrainingWatch) throws -> TrainingResult {
        var plan = Plan(total: Double(options.members.count * (options.folds + 1)), watch: watch)
        var members: [FittedMember] = []
        for name in options.members where members.isEmpty || !watch.isStopped {
            members.append(try fit(name, folds.whole, label: name.rawValue, &plan))
        }
        let isCut = watch.isStopped
        var outOfFold = OutOfFold(memberCount: members.count)
        for (number, part) in folds.folds.enumerated() where !watch.isStopped {
            var answers: [[[Double]]] = []
            for member in members where !watch.isStopped {
                let label = "\(member.name.rawValue) \(number + 1)/\(folds.folds.count)"
                let fitted = try fit(member.name, part, label: label, &plan)
                answers.append(try part.test.map { row in try fitted.probabilities(set, row, options) })
            }
            // A fold counts whole or not at all.
            if !watch.isStopped { outOfFold.add(fold: number, rows: part.test, answers) }
        }
        var result = TrainingResult(
            set: set,
            options: options,
            folds: folds,
            members: members,
            outOfFold: outOfFold,
            isPartial: isCut || watch.isStopped
        )
        guard !result.isPartial else { return result }
        if firstHeldOut < all.count { result.holdout = try holdout(result) }
        let base = folds.whole.shares(set)
        result.quantised = try members.indices.map { place in
            try QuantisedMember(
                members[place],
                weight: result.weights[place],
                set,
                rows: folds.whole.validation,
                base: base,
                options
            )
        }
        return result
    }

    private func holdout(_ result: TrainingResult) throws(ModelError) -> TrainingResult.Holdout? {
        guard let fit = result.fit else { return nil }
        let rows = Array(firstHeldOut..<all.count)
        var answers = [[[Double]]](repeating: [], count: result.members.count)
        var mixed: [[Double]] = []
        for row in rows {
            var raw: [[Double]] = []
            for member in result.members { raw.append(try member.probabilities(all, row, options)) }
            for (place, answer) in raw.enumerated() { answers[place].append(fit.calibrations[place].apply(answer)) }
            mixed.append(fit.mix(raw))
        }
        let shares = folds.whole.shares(set)
        let base = rows.map { _ in shares }
        return TrainingResult.Holdout(
            members: answers.map { Judgement(all, rows: rows, $0, base: base) },
            ensemble: Judgement(all, rows: rows, mixed, base: base)
        )
    }

    private func fit(
        _ name: MemberName,
        _ part: TimeFolds.Part,
        label: String,
        _ plan: inout Plan
    ) throws -> FittedMember {
        let task = FitTask(
            set: set,
            part: part,
            scale: Standardisation(set, rows: part.training),
            options: options,
            progress: FitProgress(watch: plan.watch, label: label, begin: plan.done / plan.total, share: 1 / plan.total)
        )
        plan.done += 1
        return try name.training(options).fit(task)
    }

    /// How many fits there are and how many were begun.
    private struct Plan {
        let total: Double
        var done = 0.0
        let watch: any TrainingWatch
    }
}
