package import Analytics
import Execution
package import Market
package import Store

/// A day of a paper portfolio on what its bars have shown so far.
///
/// In this order: sales that the morning decided and purchases after them, at the open; then stops and takes, with the day's low and high,
/// as if they waited at the venue. A day whose open lies beyond a stop or a take fills there; one that touches both counts as stopped. Last what was
/// decided after the open, at the last price; what it bought is watched by the last price until the day is over, for the day's low and high may be older.
/// Looking again with more of the day fills nothing twice. While a halt lets nothing but closing pass, purchases are refused; while one stops all,
/// exits wait too. What is left out: that an order moves the price, and that only a part of it trades.
package struct PaperDay: Sendable {
    package let date: CivilDate
    package let options: PortfolioOptions
    package let limits: PortfolioLimits
    /// By code; a share that is not here has a lot of one.
    package let shares: [SecID: TradedShare]
    package let halts: Halts

    package init(
        _ date: CivilDate,
        _ options: PortfolioOptions,
        _ limits: PortfolioLimits,
        shares: [SecID: TradedShare],
        halts: Halts = Halts()
    ) {
        self.date = date
        self.options = options
        self.limits = limits
        self.shares = shares
        self.halts = halts
    }

    /// - Parameters:
    ///   - signals: the day's; those that are pending are acted on and come back with their outcome.
    ///   - bars: what each share has traded so far today; one without a bar is left as it is.
    ///   - bestCloses: the highest close of each holding from its purchase until yesterday, which its stop follows.
    package func trade(
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal],
        bars: [SecID: Bar],
        bestCloses: [SecID: Double],
        at time: Timestamp
    ) throws(NumberError) {
        let fee = FeeRate(basisPoints: options.feeBasisPoints)
        let codes = Set(portfolio.held).union(signals.map(\.secid)).sorted()
        let venue = PaperVenueDay(
            codes.map(share),
            portfolio,
            limits: limits.riskLimits(equity: portfolio.equity, riskPerTrade: options.riskPerTrade),
            halts: halts,
            fees: FeeSchedule(maker: fee, taker: fee),
            at: time
        )
        for secid in portfolio.held {
            guard var holding = portfolio.holdings[secid], let close = bestCloses[secid].flatMap(Price.init(rounding:))
            else { continue }
            var stop = holding.protectiveStop
            try stop.follow(close, share(secid).step)
            holding.stop = stop.price
            holding.best = stop.best
            portfolio.hold(holding)
        }
        liquidate(&portfolio, bars, venue)
        sell(&portfolio, &signals, bars, venue, late: false)
        try buy(&portfolio, &signals, bars, venue, late: false)
        watch(&portfolio, since: signals, bars, venue)
        sell(&portfolio, &signals, bars, venue, late: true)
        try buy(&portfolio, &signals, bars, venue, late: true)
        for secid in portfolio.held {
            guard var holding = portfolio.holdings[secid], let price = Price(rounding: bars[secid]?.close ?? .nan)
            else { continue }
            holding.mark = price
            portfolio.hold(holding)
        }
    }

    // MARK: Inner

    private func share(_ secid: SecID) -> TradedShare { shares[secid] ?? TradedShare(secid) }

    /// At what a signal is filled: no price of before it was decided.
    private func price(of signal: TradeSignal, _ bars: [SecID: Bar]) -> Price? {
        bars[signal.secid].flatMap { Price(rounding: signal.isLate ? $0.close : $0.open) }
    }

    private func liquidate(_ portfolio: inout Portfolio, _ bars: [SecID: Bar], _ venue: PaperVenueDay) {
        // A person's word that nothing is sent holds back this sale too.
        let isStopped = halts.all.contains { $0.cause == .person && $0.level == .stopped }
        let liquidates = !isStopped && halts.all.contains { $0.cause == .totalLoss }
        for secid in portfolio.held where liquidates {
            guard let holding = portfolio.holdings[secid], let price = Price(rounding: bars[secid]?.close ?? .nan)
            else { continue }
            close(holding, at: price, .liquidation, purpose: .flatten, &portfolio, venue)
        }
    }

    private func sell(
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal],
        _ bars: [SecID: Bar],
        _ venue: PaperVenueDay,
        late isLate: Bool
    ) {
        for index in signals.indices where signals[index].waits(.exit, late: isLate) {
            let secid = signals[index].secid
            guard let holding = portfolio.holdings[secid] else {
                signals[index].end(.expired, .soldBefore, "not held any more")
                continue
            }
            guard let price = price(of: signals[index], bars) else { continue }
            if close(holding, at: price, .signal, purpose: .stop, &portfolio, venue) {
                signals[index].outcome = .filled
            }
        }
    }

    private func buy(
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal],
        _ bars: [SecID: Bar],
        _ venue: PaperVenueDay,
        late isLate: Bool
    ) throws(NumberError) {
        for index in signals.indices where signals[index].waits(.entry, late: isLate) {
            let signal = signals[index]
            guard let price = price(of: signal, bars) else { continue }
            let plan = try EntryPlan(entry: price, range: signal.range, step: share(signal.secid).step, options)
            if let refusal = refusal(of: signal, at: price, portfolio) {
                signals[index].end(.refused, refusal.obstacle, refusal.why)
                continue
            }
            let lots = min(signal.lots, affordable(signal.secid, at: price, portfolio))
            let (fill, limit) = venue.trade(signal.secid, .buy, lots, at: price, purpose: .signal)
            guard let fill else {
                let obstacle = limit.map(TradeSignal.Obstacle.init) ?? .noCash
                signals[index].end(.refused, obstacle, limit.map { "limit: \($0.rawValue)" } ?? "no cash for a lot")
                continue
            }
            signals[index].outcome = .filled
            if fill.lots < signal.lots {
                signals[index].note = "\(fill.lots) of \(signal.lots) lots: \(limit?.rawValue ?? "cash")"
            }
            book(fill, signal.secid, signal.strategy, .signal, &portfolio)
            portfolio.hold(
                Holding(
                    secid: signal.secid,
                    strategy: signal.strategy,
                    openedOn: date,
                    lots: fill.lots,
                    lotSize: share(signal.secid).lotSize,
                    entry: fill.price,
                    stop: plan.stop.price,
                    stopDistance: plan.stop.distance,
                    best: plan.stop.best,
                    take: plan.take,
                    mark: fill.price
                )
            )
        }
    }

    /// Why an entry is not tried; nil where nothing speaks against it.
    private func refusal(of signal: TradeSignal, at price: Price, _ portfolio: Portfolio)
        -> (obstacle: TradeSignal.Obstacle, why: String)?
    {
        if portfolio.holdings[signal.secid] != nil { return (.heldAlready, "held already") }
        if portfolio.holdings.count >= limits.mostPositions {
            return (.noPlace, "\(limits.mostPositions) positions are held")
        }
        if let stop = signal.stop, price <= stop {
            return (.beyondStop, "\(signal.isLate ? "stands" : "opened") at \(price), beyond its stop \(stop)")
        }
        return nil
    }

    /// Lots for which there is cash, the fee included.
    private func affordable(_ secid: SecID, at price: Price, _ portfolio: Portfolio) -> Lots {
        let lot = Money(price, 1, lotValue: share(secid).lotValue)
        let fee = FeeRate(basisPoints: options.feeBasisPoints).fee(on: lot, lots: 1)
        let cost = lot + fee
        guard cost > .zero, portfolio.cash > .zero else { return .zero }
        return Lots(Int64(clamping: portfolio.cash.attos / cost.attos))
    }

    /// Stops and takes.
    private func watch(
        _ portfolio: inout Portfolio,
        since signals: [TradeSignal],
        _ bars: [SecID: Bar],
        _ venue: PaperVenueDay
    ) {
        let boughtLate = Set(signals.filter { $0.kind == .entry && $0.isLate && $0.outcome == .filled }.map(\.secid))
        for secid in portfolio.held {
            guard let holding = portfolio.holdings[secid], var bar = bars[secid] else { continue }
            if holding.openedOn == date, boughtLate.contains(secid) { bar = bar.last }
            guard let open = Price(rounding: bar.open), let low = Price(rounding: bar.low),
                let high = Price(rounding: bar.high)
            else { continue }
            if holding.protectiveStop.isReached(by: low) {
                let cause: PortfolioFill.Cause = holding.best > holding.entry ? .trailingStop : .stop
                close(holding, at: min(open, holding.stop), cause, purpose: .stop, &portfolio, venue)
            } else if high >= holding.take {
                close(holding, at: max(open, holding.take), .takeProfit, purpose: .stop, &portfolio, venue)
            }
        }
    }

    @discardableResult
    private func close(
        _ holding: Holding,
        at price: Price,
        _ cause: PortfolioFill.Cause,
        purpose: OrderRequest.Purpose,
        _ portfolio: inout Portfolio,
        _ venue: PaperVenueDay
    ) -> Bool {
        guard let fill = venue.trade(holding.secid, .sell, holding.lots, at: price, purpose: purpose).fill else {
            return false
        }
        book(fill, holding.secid, holding.strategy, cause, &portfolio)
        return true
    }

    private func book(
        _ fill: Fill,
        _ secid: SecID,
        _ strategy: StrategyName,
        _ cause: PortfolioFill.Cause,
        _ portfolio: inout Portfolio
    ) {
        portfolio.book(
            PortfolioFill(
                number: portfolio.fills.count + 1,
                date: date,
                secid: secid,
                strategy: strategy,
                cause: cause,
                side: fill.side,
                lots: fill.lots,
                lotSize: share(secid).lotSize,
                price: fill.price,
                fee: fill.fee
            )
        )
    }
}

extension TradeSignal.Obstacle {
    /// A halt of the venue is the halt of the portfolio.
    fileprivate init(_ limit: RiskManagement.Refusal) {
        self = limit == .stopped || limit == .reduceOnly ? .halted : .limit
    }
}

extension TradeSignal {
    fileprivate func waits(_ kind: Kind, late isLate: Bool) -> Bool {
        self.kind == kind && outcome == .pending && self.isLate == isLate
    }
}

extension Bar {
    /// Its last price alone.
    fileprivate var last: Bar {
        Bar(day: day, open: close, high: close, low: close, close: close, volume: volume)
    }
}

extension Holding {
    var protectiveStop: ProtectiveStop {
        ProtectiveStop(.buy, price: stop, distance: stopDistance, best: best)
    }
}
