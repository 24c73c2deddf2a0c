import Analytics
import Execution
package import Market
package import Store

/// Decides the signals of a morning from what was known the evening before.
///
/// Exits of what is held first, then entries of the watchlist in its order. A share that is held is not bought again; of several
/// strategies that want one, the first of ``ShareStrategy/all`` gets it and the others are kept as refused.
package struct SignalPlanner: Sendable {
    package let date: CivilDate
    package let options: PortfolioOptions
    package let limits: PortfolioLimits
    /// By code; a share that is not here has a lot of one.
    package let shares: [SecID: TradedShare]
    /// How much of the usual risk a new position takes: 1, less in reduced mode.
    package let riskShare: Double
    /// Why nothing may open; nil where something may.
    package let closedBy: Closure?

    package init(
        _ date: CivilDate,
        _ options: PortfolioOptions,
        _ limits: PortfolioLimits,
        shares: [SecID: TradedShare],
        riskShare: Double = 1,
        closedBy: Closure? = nil
    ) {
        self.date = date
        self.options = options
        self.limits = limits
        self.shares = shares
        self.riskShare = riskShare
        self.closedBy = closedBy
    }

    /// What keeps everything from opening, with its figures in words.
    package struct Closure: Sendable {
        package let obstacle: TradeSignal.Obstacle
        package let why: String

        package init(_ obstacle: TradeSignal.Obstacle, _ why: String) {
            self.obstacle = obstacle
            self.why = why
        }
    }

    /// - Parameters:
    ///   - watchlist: codes, the best first.
    ///   - studies: of watched and held shares; one whose last day is missing should not be here.
    package func signals(
        _ watchlist: [SecID],
        _ studies: [SecID: ShareStudy],
        _ portfolio: Portfolio
    ) throws(NumberError) -> [TradeSignal] {
        var signals: [TradeSignal] = []
        var budget = Budget(cash: portfolio.cash, places: limits.mostPositions - portfolio.holdings.count)
        for secid in portfolio.held {
            guard let holding = portfolio.holdings[secid], let study = studies[secid],
                let close = study.bar().flatMap({ Price(rounding: $0.close) }),
                let reason = ShareStrategy.named(holding.strategy).exit(study, study.bars(since: holding.openedOn))
            else { continue }
            budget.places += 1
            budget.cash += holding.value
            signals.append(
                TradeSignal(
                    date: date,
                    secid: secid,
                    strategy: holding.strategy,
                    kind: .exit,
                    reference: close,
                    range: study[.range5] ?? 0,
                    lots: holding.lots,
                    reason: reason
                )
            )
        }
        for secid in watchlist where portfolio.holdings[secid] == nil {
            guard let study = studies[secid] else { continue }
            signals += try entries(secid, study, portfolio, &budget)
        }
        return signals
    }

    // MARK: Inner

    /// What is left for further entries.
    private struct Budget {
        var cash: Money
        var places: Int
    }

    private func entries(
        _ secid: SecID,
        _ study: ShareStudy,
        _ portfolio: Portfolio,
        _ budget: inout Budget
    ) throws(NumberError) -> [TradeSignal] {
        let share = shares[secid] ?? TradedShare(secid)
        guard let close = study.bar().flatMap({ Price(rounding: $0.close) }), let range = study[.range5],
            let facts = share.facts
        else { return [] }
        var signals: [TradeSignal] = []
        for strategy in ShareStrategy.all {
            guard let reason = strategy.entry(study) else { continue }
            let plan = try EntryPlan(entry: close, range: range, step: share.step, options)
            var signal = TradeSignal(
                date: date,
                secid: secid,
                strategy: strategy.name,
                kind: .entry,
                reference: close,
                range: range,
                stop: plan.stop.price,
                take: plan.take,
                reason: reason
            )
            if let other = signals.first(where: { $0.outcome == .pending }) {
                signal.end(.refused, .otherStrategy, "\(other.strategy.rawValue) buys it already")
            } else {
                size(&signal, facts, plan, portfolio, &budget)
            }
            signals.append(signal)
        }
        return signals
    }

    private func size(
        _ signal: inout TradeSignal,
        _ facts: InstrumentFacts,
        _ plan: EntryPlan,
        _ portfolio: Portfolio,
        _ budget: inout Budget
    ) {
        if let closedBy { return signal.end(.refused, closedBy.obstacle, closedBy.why) }
        guard budget.places > 0 else {
            return signal.end(.refused, .noPlace, "\(limits.mostPositions) positions are held")
        }
        let yearBefore = date.adding(days: -365)
        let kelly = HalfKelly.limit(
            portfolio.results(of: signal.strategy, since: yearBefore),
            least: options.kellyTrades
        )
        let risk = min(options.riskPerTrade, kelly ?? .infinity) * riskShare
        guard risk > 0 else {
            let note = "the strategy has lost on the whole: half of Kelly's fraction is 0"
            return signal.end(.refused, .strategyLost, note)
        }
        let wished = PositionSize.lots(
            price: signal.reference,
            stop: plan.stop.price,
            facts,
            limits.riskLimits(equity: portfolio.equity, riskPerTrade: risk)
        )
        let lot = facts.value(of: 1, at: signal.reference)
        let affordable = Lots(Int64(clamping: max(0, budget.cash.attos) / max(lot.attos, 1)))
        guard wished > .zero else { return signal.end(.refused, .lotTooLarge, "a lot is more than the limits allow") }
        guard affordable > .zero else { return signal.end(.refused, .noCash, "no cash for a lot") }
        signal.lots = min(wished, affordable)
        if affordable < wished { signal.note = "cash for \(affordable) of \(wished) lots" }
        if let kelly, kelly < options.riskPerTrade {
            signal.note = "risk \(GroupedNumber.text(kelly * 100, decimals: 2))% by half of Kelly's fraction"
        }
        budget.places -= 1
        budget.cash -= lot * signal.lots.count
    }
}

extension ShareStudy {
    /// How many bars there are from a day on.
    func bars(since day: CivilDate) -> Int {
        bars.reversed().prefix { $0.day >= day }.count
    }
}
