package import Analytics
package import Market
package import Store

/// The risk of a portfolio at a moment; rates and shares are fractions, losses positive.
package struct PortfolioRisk: Hashable, Sendable {
    package var equity: Money
    /// Holdings to equity.
    package var exposure = 0.0
    /// The largest holding to the equity, and its code; nil where nothing is held.
    package var largest: (secid: SecID, share: Double)? {
        get { largestSecID.map { ($0, largestShare) } }
        set { (largestSecID, largestShare) = (newValue?.secid, newValue?.share ?? 0) }
    }
    private var largestSecID: SecID?
    private var largestShare = 0.0
    package var positions = 0
    /// Below the highest equity since trading last began.
    package var drawdown = 0.0
    /// Since the last equity of an earlier day; negative for a gain.
    package var dayLoss = 0.0
    /// Since trading last began.
    package var totalLoss = 0.0
    /// Of a day, 95 %, by what today's holdings would have brought on the last days; nil with too few of them.
    package var valueAtRisk, shortfall: Double?
    /// A year, of the same returns; nil with too few of them.
    package var volatility: Double?

    /// Days of returns that measures look back on, and the fewest that say something.
    package static let lookBack = 250
    package static let leastReturns = 20
    /// Days of trading in a year.
    package static let daysPerYear = 252.0

    /// - Parameters:
    ///   - curve: of the days since trading last began, ascending; today's point, where there is one, is passed over.
    ///   - start: the equity with which trading last began.
    ///   - bars: of what is held, ascending.
    package init(
        _ portfolio: Portfolio,
        curve: [EquityPoint],
        start: Money,
        bars: [SecID: [Bar]],
        on date: CivilDate
    ) {
        equity = portfolio.equity
        positions = portfolio.holdings.count
        let worth = equity.units
        let past = curve.filter { $0.date < date }
        let peak = past.reduce(max(start, equity)) { max($0, $1.equity) }.units
        if peak > 0 { drawdown = 1 - worth / peak }
        if start > .zero { totalLoss = 1 - worth / start.units }
        let dayStart = past.last?.equity ?? start
        if dayStart > .zero { dayLoss = 1 - worth / dayStart.units }
        guard worth > 0 else { return }
        exposure = portfolio.invested.units / worth
        for secid in portfolio.held {
            let share = (portfolio.holdings[secid]?.value.units ?? 0) / worth
            if share > largestShare { largest = (secid, share) }
        }
        let returns = Self.returns(portfolio, worth, bars)
        guard returns.count >= Self.leastReturns, let tails = Tails(returns) else { return }
        valueAtRisk = max(0, tails.valueAtRisk95)
        shortfall = max(0, tails.shortfall95)
        volatility = Moments(returns).sampleDeviation.map { $0 * Self.daysPerYear.squareRoot() }
    }

    /// What the holdings of today would have brought on each of the last days, in parts of the equity (historical simulation).
    ///
    /// A share that was not traded on a day counts as unchanged on it.
    static func returns(_ portfolio: Portfolio, _ equity: Double, _ bars: [SecID: [Bar]]) -> [Double] {
        var byDay: [CivilDate: Double] = [:]
        for secid in portfolio.held {
            let weight = (portfolio.holdings[secid]?.value.units ?? 0) / equity
            let known = bars[secid] ?? []
            for (before, bar) in zip(known, known.dropFirst()) where before.close > 0 {
                byDay[bar.day, default: 0] += weight * (bar.close / before.close - 1)
            }
        }
        return byDay.sorted { $0.key < $1.key }.suffix(lookBack).map(\.value)
    }
}
