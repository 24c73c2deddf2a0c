import Analytics
import Market
import Store

/// What the jobs of a portfolio read before they decide.
struct PortfolioReader: Sendable {
    let store: PortfolioStore
    let history: ShareStore
    let options: OrchestratorOptions

    /// Daily candles that strategies and risk look back on.
    static let lookBack = 260

    var key: PortfolioKey { options.portfolio }

    var limits: PortfolioLimits {
        PortfolioLimits(
            largestPosition: options.maximumPositionSize / 100,
            mostPositions: options.maximumPositions
        )
    }

    /// The portfolio as its fills have left it; a new one has the configured value.
    func portfolio() async throws -> Portfolio {
        Portfolio(
            capital: try await store.beginning(of: key)?.capital ?? Money(units: options.portfolioValue),
            fills: try await store.fills(of: key),
            holdings: try await store.holdings(of: key)
        )
    }

    /// What keeps it from trading.
    ///
    /// A person's word for the same portfolio on paper holds for the one with real money too: a bot that was not told of `--no-dry-run` halts
    /// that one.
    func halts() async throws -> Halts {
        var halts = try await store.halts(of: key)
        for halt in try await store.halts(of: options.paperPortfolio).all where halt.cause == .person {
            _ = halts.raise(halt)
        }
        return halts
    }

    /// How each listed share is traded, by code.
    func shares() async throws -> [SecID: TradedShare] {
        let listings = try await history.listings(of: options.market)
        return Dictionary(
            uniqueKeysWithValues: listings.map {
                ($0.secid, TradedShare($0.secid, lotSize: $0.lotSize, priceStep: $0.priceStep))
            }
        )
    }

    /// The last bars of a share up to a date, that date included.
    func bars(of secid: SecID, through date: CivilDate, last count: Int = lookBack) async throws -> [Bar] {
        try await history.candles(of: secid, in: options.market, last: count, through: date).map(Bar.init)
    }

    /// The bars of what is held.
    func bars(of portfolio: Portfolio, through date: CivilDate) async throws -> [SecID: [Bar]] {
        var bars: [SecID: [Bar]] = [:]
        for secid in portfolio.held { bars[secid] = try await self.bars(of: secid, through: date) }
        return bars
    }
}

extension Bar {
    init(_ candle: DailyCandle) {
        self.init(
            day: candle.date,
            open: candle.open,
            high: candle.high,
            low: candle.low,
            close: candle.close,
            volume: candle.volume
        )
    }
}
