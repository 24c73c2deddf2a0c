package import Platform

/// How good answers to rows were, and what it would have brought to act on them.
package struct Judgement: Sendable {
    package let measures: ClassificationMeasures
    /// Nil where nothing is known of prices.
    package let payoff: NetPayoff?

    /// - Parameters:
    ///   - probabilities: One answer for each of the rows.
    ///   - base: For each of them the shares of the classes among the rows that were fitted to.
    init(_ set: TrainingSet, rows: [Int], _ probabilities: [[Double]], base: [[Double]]) {
        measures = ClassificationMeasures(
            probabilities,
            labels: rows.map { set.labels[$0] },
            classCount: set.classes.count,
            base: base
        )
        let decisions = probabilities.map { set.classes[ClassificationMeasures.likeliest($0)] }
        payoff = set.payoffs.isEmpty ? nil : NetPayoff(decisions, rows.map { set.payoffs[$0] })
    }

    package var json: JSON { payoff.map { measures.json.setting("pnl", to: $0.json) } ?? measures.json }

    /// Without tables.
    var summary: JSON { payoff.map { measures.summary.setting("pnl", to: $0.json) } ?? measures.summary }
}
