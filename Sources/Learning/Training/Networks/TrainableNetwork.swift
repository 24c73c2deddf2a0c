/// A network's forward pass on a tape.
protocol TrainableNetwork: Sendable {
    var kind: NetworkSchema.Kind { get }
    var heads: Int { get }
    func parameters(inputs: Int, outputs: Int, seed: UInt32) -> NetworkParameters

    /// Scores of every event of every sequence.
    ///
    /// - Parameters:
    ///   - parameters: The nodes of ``parameters(inputs:outputs:seed:)``'s tables, in order.
    ///   - events: `sequences · length` rows, each sequence one after the other.
    /// - Returns: As many rows of scores.
    func scores(
        _ tape: inout GradientTape,
        _ parameters: [GradientTape.Node],
        _ events: [Double],
        sequences: Int,
        length: Int
    ) -> ScoreNodes
}

/// Where a tape has the scores of events.
enum ScoreNodes {
    /// One table with every sequence one after the other.
    case together(GradientTape.Node)
    /// A table for each place in the sequences, with a row for each sequence.
    case byPlace([GradientTape.Node])
}
