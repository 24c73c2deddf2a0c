/// How a training is done.
package struct TrainingOptions: Hashable, Sendable {
    /// In the order of the reports.
    package var members = MemberName.allCases
    package var folds = 4
    /// Of rows before each judged part that nothing is fitted to.
    package var embargo = TrainingSpan.rows(0)
    /// The share of the rows to fit to, the last ones, on which a fit is stopped.
    package var validation = 0.2
    /// The share of all rows, the last ones, that only the finished ensemble is judged on; 0 for none.
    package var holdout = 0.0
    /// The most rounds of boosting.
    package var rounds = 300
    /// The most rows that support vectors are fitted to, evenly taken from all: their cost grows with the square.
    package var vectorRows = 2_000
    /// The most times that a network sees all rows.
    package var epochs = 20
    /// How far a network's step goes.
    package var rate = 0.003
    /// How many events a network's answer looks at.
    package var window = 32
    /// Units of the LSTM, and the width of the transformer's stream.
    package var hidden = 16
    /// Members that weigh more are quantised to eight bits, the others to half precision.
    package var int8Above = 0.5
    package var seed: UInt32 = 1

    package init() {}
}
