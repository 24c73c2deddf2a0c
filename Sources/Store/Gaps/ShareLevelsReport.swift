package import Market

/// The levels of one share that a person asked for.
package struct ShareLevelsReport: Hashable, Codable, Sendable {
    /// Why there are none.
    package enum Trouble: String, Codable, Sendable {
        /// The exchange has no share of this code.
        case unknownShare
        /// The source of prices gave no usable answer.
        case unavailable
        /// No candles of the day, or of the session from which levels count.
        case noCandles
    }

    package var ticker: String
    package var date: CivilDate
    /// Nil where nothing was traded yet, or in trouble.
    package var levels: GapLeader.Levels?
    package var trouble: Trouble?

    package init(ticker: String, date: CivilDate, levels: GapLeader.Levels? = nil, trouble: Trouble? = nil) {
        self.ticker = ticker
        self.date = date
        self.levels = levels
        self.trouble = trouble
    }
}
