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
    /// Shares on TQBR; the first 101 have real codes.
    ///
    /// Default 100, which makes hi2 two pages.
    package var shareCount = 100
    /// Currency pairs, at most 8.
    ///
    /// Default 4.
    package var pairCount = 4
    /// Futures contracts of all expiries.
    ///
    /// Default 120; the exchange has about 384.
    package var futuresCount = 120
    /// A directory of recorded rows (``Recording``).
    ///
    /// Default none.
    package var dataDirectory: String?
    /// What stands in for what is not recorded, when there is a recording.
    ///
    /// Default generated.
    package var unrecorded = Unrecorded.generated

    package init() {}
}
