package import Market

/// What shares of the main board cost: at the exchange, or as it was recorded.
package protocol ShareHistory: Sendable {
    /// Where each share stood when the day's main session closed, with the closing auction and without the evening; empty where
    /// nothing was traded.
    ///
    /// - Throws: ``ShareHistoryError``, `CSVError`, ``ExchangeError``, `CancellationError`.
    func closes(of day: TradingDay) async throws -> [SecID: Double]

    /// What each share opened at; empty where nothing was traded yet.
    ///
    /// - Throws: as ``closes(of:)``.
    func opens(of day: TradingDay, by rule: OpenRule) async throws -> [SecID: Double]

    /// The shortest candles that there are of a share's day, ascending; empty where it was not traded.
    ///
    /// - Throws: as ``closes(of:)``; ``ShareHistoryError`` of kind `unknownShare`.
    func candles(of secid: SecID, on date: CivilDate) async throws -> [PriceCandle]

    /// The dividends that are known of a share, in any order.
    ///
    /// - Throws: as ``closes(of:)``.
    func dividends(of secid: SecID) async throws -> [Dividend]

    /// The splits that the source knows of, of all shares, in any order.
    ///
    /// - Throws: as ``closes(of:)``.
    func splits() async throws -> [ShareSplit]

    /// Why the source tells of no dividends and no splits at all, one line; nil where it does.
    var silenceOnActions: String? { get }
}

extension ShareHistory {
    /// Prices alone say nothing of dividends and splits.
    package var silenceOnActions: String? { "recorded candles say nothing of them" }
    package func dividends(of secid: SecID) async throws -> [Dividend] { [] }
    package func splits() async throws -> [ShareSplit] { [] }
}

/// Why nothing can be said of shares.
package struct ShareHistoryError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        /// No share of this code.
        case unknownShare = "unknown_share"
        /// A folder or a file cannot be read.
        case unreadable
        /// A file whose name says nothing of its candles.
        case unexpectedFile = "unexpected_file"
        /// A day that is not recorded.
        case noRecording = "no_recording"
        /// No candles of the session that was asked for.
        case noCandles = "no_candles"
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
