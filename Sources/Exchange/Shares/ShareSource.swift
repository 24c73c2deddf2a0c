package import Market

/// Where the daily collection gets shares from: one exchange's listings, daily candles and what it tells of companies.
package protocol ShareSource: Sendable {
    var market: ShareMarket { get }

    /// What is listed now, and what is said of it.
    ///
    /// - Parameter date: the day in the market's zone, on or before today.
    /// - Throws: ``ExchangeError``, `CancellationError`.
    func snapshot(on date: CivilDate) async throws -> ShareSnapshot

    /// The candles of every share that was traded on a day; of today, as far as it has gone. Empty where nothing was traded, or the
    /// exchange does not say yet.
    ///
    /// - Throws: as ``snapshot(on:)``.
    func candles(on date: CivilDate) async throws -> [DailyCandle]

    /// Whether ``dividends(of:)`` has an answer.
    var tellsDividends: Bool { get }

    /// The dividends of a share, paid and announced.
    ///
    /// - Throws: as ``snapshot(on:)``.
    func dividends(of secid: SecID) async throws -> [Dividend]

    /// Whether ``splits()`` has an answer; a source that tells them by ``DailyCandle/base`` has none.
    var listsSplits: Bool { get }

    /// Every split of the exchange's list.
    ///
    /// - Throws: as ``snapshot(on:)``.
    func splits() async throws -> [ShareSplit]
}

extension ShareSource {
    package var tellsDividends: Bool { false }
    package func dividends(of secid: SecID) async throws -> [Dividend] { [] }
    package var listsSplits: Bool { false }
    package func splits() async throws -> [ShareSplit] { [] }
}

/// What an exchange lists, and what it tells of the companies.
package struct ShareSnapshot: Hashable, Sendable {
    package var listings: [ShareListing] = []
    package var fundamentals: [ShareFundamentals] = []

    package init() {}
}
