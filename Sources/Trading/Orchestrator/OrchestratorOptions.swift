package import Market
package import Store

/// The six daily trading jobs, the section `orchestrator` (seed 001).
///
/// Times and zone have defaults by market: around the main session in Moscow, or exactly those of the seed in Seoul.
package struct OrchestratorOptions: Sendable {
    /// Whose shares are collected and traded; default MOEX, or KRX where the zone given is Asia/Seoul.
    package var market: ShareMarket
    /// A second market beside it, with its own jobs, times, portfolio and money; default none.
    package var second: ShareMarket?
    /// What the paper portfolio of the second market begins with, in its currency.
    package var secondPortfolioValue = 100_000_000.0
    /// True for the options of the second of two markets.
    package private(set) var isSecond = false
    /// IANA name of the zone of all times; default that of the market.
    package var zone: String
    package var userID = PortfolioKey.usual.owner
    /// True books orders into a portfolio on paper; the default.
    package var isDryRun = true
    /// True where orders for real money were confirmed with `live: confirmed`; default false.
    package var isLiveConfirmed = false
    /// What the paper portfolio begins with, in the market's currency.
    package var portfolioValue = 100_000_000.0
    package var dataCollectionTime: TimeOfDay
    package var indicatorCalculationTime: TimeOfDay
    package var watchlistUpdateTime: TimeOfDay
    package var signalGenerationTime: TimeOfDay
    package var marketOpenTime: TimeOfDay
    package var marketCloseTime: TimeOfDay
    /// Default 15 minutes, counted from the open.
    package var positionMonitorInterval = Duration.minutes(15)
    /// Default 30 minutes, counted from midnight.
    package var riskCheckInterval = Duration.minutes(30)
    /// Jobs that are left out; default none.
    package var disabled: Set<TradingJobKind> = []
    /// Per cent of the portfolio; default 10.
    package var maximumPositionSize = 10.0
    /// Default 20.
    package var maximumPositions = 20
    /// How far back the first collection reaches; unit: days of the calendar, default 365.
    package var historyDays = 365
    /// Shares whose dividends a collection asks for at most, where the exchange tells them share by share (MOEX); default 300, more than
    /// there are, so that each is asked for once a week.
    package var dividendRequests = 300

    package init() {
        self.init(market: .moex)
    }

    package init(market: ShareMarket) {
        self.market = market
        zone = market.zone.name
        switch market {
        case .moex:
            dataCollectionTime = Self.time(19, 15)
            indicatorCalculationTime = Self.time(19, 45)
            watchlistUpdateTime = Self.time(20, 15)
            signalGenerationTime = Self.time(9, 30)
            marketOpenTime = Self.time(9, 50)
            marketCloseTime = Self.time(18, 40)
        case .krx:
            dataCollectionTime = Self.time(16, 0)
            indicatorCalculationTime = Self.time(17, 0)
            watchlistUpdateTime = Self.time(18, 0)
            signalGenerationTime = Self.time(8, 45)
            marketOpenTime = Self.time(9, 0)
            marketCloseTime = Self.time(15, 30)
        }
    }

    /// These options, and those of the second market where there is one: its own times and zone, everything else as here.
    package var all: [OrchestratorOptions] {
        guard let second else { return [self] }
        var other = OrchestratorOptions(market: second)
        other.isSecond = true
        other.userID = userID
        other.isDryRun = isDryRun
        other.isLiveConfirmed = isLiveConfirmed
        other.portfolioValue = secondPortfolioValue
        other.positionMonitorInterval = positionMonitorInterval
        other.riskCheckInterval = riskCheckInterval
        other.disabled = disabled
        other.maximumPositionSize = maximumPositionSize
        other.maximumPositions = maximumPositions
        other.historyDays = historyDays
        other.dividendRequests = dividendRequests
        return [self, other]
    }

    /// Whose portfolio on which market; one for real money is another than the same person's on paper.
    package var portfolio: PortfolioKey {
        PortfolioKey(owner: isDryRun ? userID : userID + Self.liveSuffix, market: market)
    }

    /// The same person's on paper.
    package var paperPortfolio: PortfolioKey { PortfolioKey(owner: userID, market: market) }

    private static let liveSuffix = " (live)"

    /// What a job is called: the seed's name, with the market's behind it for the second of two.
    package func jobID(_ kind: TradingJobKind) -> String {
        isSecond ? "\(kind.rawValue)_\(market.rawValue.lowercased())" : kind.rawValue
    }

    private static func time(_ hour: Int, _ minute: Int) -> TimeOfDay {
        TimeOfDay(hour: hour, minute: minute) ?? .midnight
    }
}
