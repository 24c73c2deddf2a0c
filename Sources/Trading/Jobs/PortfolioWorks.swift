package import Exchange
package import Market
package import Platform
package import Store

/// The work of the five jobs that decide: indicators, watchlist, signals, positions, risk.
package struct PortfolioWorks: Sendable {
    /// By job; `data_collection` is another's (``DataCollection``).
    package let all: [TradingJobKind: TradingJobs.Work]

    /// - Parameters:
    ///   - source: what shares have traded so far today.
    ///   - broker: where orders for real money go; nil on paper.
    ///   - calendar: of Moscow.
    package init(
        store: PortfolioStore,
        shares: ShareStore,
        source: any ShareSource,
        orchestrator: OrchestratorOptions,
        watchlist: WatchlistOptions,
        portfolio: PortfolioOptions,
        broker: BrokerDesk? = nil,
        calendar: @escaping @Sendable () async throws -> TradingCalendar,
        clock: any MarketClock,
        log: Log
    ) {
        let market = orchestrator.market
        let reader = PortfolioReader(store: store, history: shares, options: orchestrator)
        let indicators = IndicatorRun(portfolio: store, shares: shares, market: market)
        let list = WatchlistRun(store: store, shares: shares, market: market, options: watchlist)
        let signals = SignalRun(
            reader: reader,
            options: portfolio,
            previousDay: { MarketDays(market, try await calendar()).last(before: $0) },
            open: { MarketDays(market, try await calendar()).open(of: $0) },
            outlook: { market == .moex ? DayReport.Outlook.all(on: $0, in: try await calendar()) : [] },
            hours: { market == .moex ? nil : MorningNote.Hours(of: market, on: $0, try await calendar()) },
            clock: clock,
            log: log
        )
        let monitoring = MonitoringRun(
            reader: reader,
            options: portfolio,
            source: source,
            broker: broker,
            days: { MarketDays(market, try await calendar()) },
            clock: clock,
            log: log
        )
        let risk = RiskRun(reader: reader, options: portfolio, clock: clock, log: log)
        all = [
            .indicatorCalculation: { _ in try await indicators.run() },
            .watchlistUpdate: { _ in try await list.run() },
            .signalGeneration: { try await signals.run(on: $0.date) },
            .positionMonitoring: { try await monitoring.run(on: $0.date) },
            .riskChecks: { try await risk.run(on: $0.date) },
        ]
    }
}

extension MarketDays {
    /// The nearest trading day before a date.
    func last(before date: CivilDate) -> CivilDate {
        var day = date.adding(days: -1)
        // The new year's holidays are ten days; a calendar that knows of none for a month is wrong, and a day is needed.
        for _ in 0..<31 where !isTradingDay(day) { day = day.adding(days: -1) }
        return day
    }
}

extension MorningNote.Hours {
    /// The exchange's own hours, whatever the options watch.
    init(of market: ShareMarket, on date: CivilDate, _ calendar: TradingCalendar) {
        let hours = MonitoringHours(of: OrchestratorOptions(market: market), on: date, calendar)
        self.init(open: hours.open, close: hours.close, isUnusual: KoreanTradingDays.lateOpen(on: date) != nil)
    }
}
