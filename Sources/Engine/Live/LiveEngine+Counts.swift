extension LiveEngine {
    /// What it has done since its start.
    package struct Counts: Hashable, Sendable {
        package var books = 0
        package var trades = 0
        /// Books that were crossed, one-sided or too old to be traded on.
        package var unsoundBooks = 0
        package var orders = 0
        package var fills = 0
        package var checkpoints = 0
        package var lostStreams = 0
        /// Trades of others that came late, because they were asked for after a gap.
        package var missedTrades = 0
    }
}
