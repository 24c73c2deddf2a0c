/// How large and how real the embedded market is.
package struct MarketOptions: Hashable, Sendable {
    /// What replaces days and feeds that a recording lacks.
    package enum Unrecorded: String, Hashable, Sendable, CaseIterable {
        /// Generated rows.
        case generated
        /// Nothing.
        case empty
    }

    /// Equal seeds give equal bytes.
    ///
    /// Default 1.
    package var seed: UInt64 = 1
    /// Shares on TQBR; the first 258 have real codes.
    ///
    /// Default 252, what the books of 2026-01-09 held.
    package var shareCount = 252
    /// Currency pairs, at most 12.
    ///
    /// Default 12.
    package var pairCount = 12
    /// Futures contracts of all expiries.
    ///
    /// Default 384, as in the books of 2026-01-09.
    package var futuresCount = 384
    /// A directory of recorded rows (``Recording``).
    ///
    /// Default none.
    package var dataDirectory: String?
    /// A directory of candles that were recorded beside the rows (``CandleRecording``).
    ///
    /// Default none: then candles are cut from the rows.
    package var candleDirectory: String?
    /// What stands in for what is not recorded, when there is a recording.
    ///
    /// Default generated.
    package var unrecorded = Unrecorded.generated

    package init() {}
}
