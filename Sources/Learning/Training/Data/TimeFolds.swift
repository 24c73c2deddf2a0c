/// Parts of a data set to fit to and to judge on, such that nothing of the judged part was known before.
///
/// The rows are cut into one more block than there are folds. Each fold is judged on a block and fitted to the rows before it,
/// without those whose label was known only when the block had begun (purged), and without an embargo before them.
///
/// - Source: M. López de Prado, "Advances in Financial Machine Learning", chapter 7; only the past is fitted to.
package struct TimeFolds: Sendable {
    package struct Part: Hashable, Sendable {
        /// Rows to fit to, and later ones on which a fit is stopped.
        package let training: [Int]
        package let validation: [Int]
        package let test: Range<Int>
        /// Rows before the test that were left out.
        package let purged: Int
        package let embargoed: Int
    }

    package let folds: [Part]
    /// All rows, to fit what is written; its test is empty.
    package let whole: Part

    /// The least rows of each part.
    package static let least = 10

    /// - Parameters:
    ///   - embargo: A number of rows is one of all instruments together.
    ///   - validation: The share of rows to fit to that are kept to stop on; above 0, at most 0.5.
    /// - Throws: ``TrainingError`` of kind `tooLittle`.
    package init(
        _ set: TrainingSet,
        folds count: Int,
        embargo: TrainingSpan,
        validation share: Double
    ) throws(TrainingError) {
        precondition(count > 0 && share > 0 && share <= 0.5, "there are folds, and a share to stop on")
        func part(_ test: Range<Int>, _ name: String) throws(TrainingError) -> Part {
            let known = Self.known(before: test.lowerBound, in: set, embargo)
            let cut = known.rows.count - max(Int(Double(known.rows.count) * share), 1)
            guard cut >= Self.least, known.rows.count - cut >= 1, test.isEmpty || test.count >= Self.least else {
                throw TrainingError(
                    .tooLittle,
                    "\(name) has \(known.rows.count) rows to fit to and \(test.count) to judge on; allowed: fewer folds, a "
                        + "shorter horizon or embargo, more rows"
                )
            }
            let validation = Array(known.rows[cut...])
            let limit = set.starts[validation[0]]
            let training = known.rows[..<cut].filter { set.ends[$0] < limit }
            for (place, label) in set.classes.enumerated() {
                guard training.contains(where: { set.labels[$0] == place }) else {
                    throw TrainingError(
                        .tooLittle,
                        "\(name) has no row with label \(label) to fit to; allowed: fewer folds, or data with it earlier on"
                    )
                }
            }
            return Part(
                training: training,
                validation: validation,
                test: test,
                purged: known.purged,
                embargoed: known.embargoed
            )
        }
        var parts: [Part] = []
        for fold in 0..<count {
            let range = set.count * (fold + 1) / (count + 1)..<set.count * (fold + 2) / (count + 1)
            parts.append(try part(range, "fold \(fold + 1)"))
        }
        folds = parts
        whole = try part(set.count..<set.count, "the data")
    }

    /// The rows whose label was known before a row's features were, less the embargo.
    private static func known(
        before first: Int,
        in set: TrainingSet,
        _ embargo: TrainingSpan
    ) -> (rows: [Int], purged: Int, embargoed: Int) {
        guard first < set.count else { return (Array(0..<first), 0, 0) }
        let begin = set.starts[first]
        let free = (0..<first).filter { set.ends[$0] < begin }
        let kept: [Int]
        switch embargo {
        case .rows(let count): kept = free.filter { $0 < first - count }
        case .time(let length): kept = free.filter { set.ends[$0] < begin &- length }
        }
        return (kept, first - free.count, free.count - kept.count)
    }
}
