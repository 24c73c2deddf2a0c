/// Where a training is, for who waits for it.
package struct TrainingStep: Hashable, Sendable {
    /// `gbdt 2/4`: the member and the fold, or `gbdt` alone for what is written.
    package let label: String
    package let round: Int
    package let rounds: Int
    /// On the rows that the fit is stopped on.
    package let loss: Double
    /// Rows that this step went through.
    package let rows: Int
    /// Of the whole training, 0 to 1.
    package let done: Double

    package init(label: String, round: Int, rounds: Int, loss: Double, rows: Int, done: Double) {
        self.label = label
        self.round = round
        self.rounds = rounds
        self.loss = loss
        self.rows = rows
        self.done = done
    }
}

/// Hears how a training goes, and may end it.
package protocol TrainingWatch: Sendable {
    /// True from the moment on when no more is to be trained; what is best so far is kept.
    var isStopped: Bool { get }
    func note(_ step: TrainingStep)
}

/// The part of a training that one fit is.
struct FitProgress {
    let watch: any TrainingWatch
    let label: String
    /// Of the whole training, 0 to 1: what was done before the fit, and the fit itself.
    let begin, share: Double

    /// - Returns: Whether to go on.
    func note(round: Int, of rounds: Int, loss: Double, rows: Int) -> Bool {
        let done = begin + share * Double(round) / Double(max(rounds, 1))
        watch.note(TrainingStep(label: label, round: round, rounds: rounds, loss: loss, rows: rows, done: done))
        return !watch.isStopped
    }
}

/// Says when a fit has not become better for long enough.
struct EarlyStop {
    let patience: Int
    private(set) var best = 0
    private var loss = Double.infinity
    private var round = 0

    init(patience: Int) {
        self.patience = patience
    }

    /// Whether this round is the best so far.
    mutating func isBest(_ loss: Double) -> Bool {
        round += 1
        guard loss < self.loss else { return false }
        self.loss = loss
        best = round
        return true
    }

    var isOver: Bool { round - best >= patience }
}
