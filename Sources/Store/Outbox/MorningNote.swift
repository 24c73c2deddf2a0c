package import Market

/// What a trading day begins with: facts alone, put into words by the bot (`decisions/0005`).
package struct MorningNote: Hashable, Codable, Sendable {
    /// The portfolio whose signals they are.
    package var key: PortfolioKey
    package var date: CivilDate
    /// What each market does today; empty for an exchange that is not Moscow's.
    package var markets: [DayReport.Outlook]
    /// Tickers that are bought and sold at the open, the first served first.
    package var buy, sell: [String]

    /// True where nothing is bought until a person resumes.
    package var isHalted: Bool

    package init(
        key: PortfolioKey,
        date: CivilDate,
        markets: [DayReport.Outlook],
        buy: [String],
        sell: [String],
        isHalted: Bool = false
    ) {
        self.key = key
        self.date = date
        self.markets = markets
        self.buy = buy
        self.sell = sell
        self.isHalted = isHalted
    }
}
