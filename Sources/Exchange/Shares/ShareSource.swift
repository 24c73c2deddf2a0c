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
}

/// What an exchange lists, and what it tells of the companies.
package struct ShareSnapshot: Hashable, Sendable {
    package var listings: [ShareListing] = []
    package var fundamentals: [ShareFundamentals] = []

    package init() {}
}
