package import Market
package import Scheduling

/// What a run of one of the six jobs knows of itself.
package struct TradingRun: Sendable {
    package let market: ShareMarket
    /// The day in the market's own zone.
    package let date: CivilDate
    package let context: RunContext

    package init(market: ShareMarket, date: CivilDate, context: RunContext) {
        self.market = market
        self.date = date
        self.context = context
    }

    init(_ context: RunContext, of market: ShareMarket) {
        self.init(market: market, date: market.zone.local(context.nominal).date, context: context)
    }
}
