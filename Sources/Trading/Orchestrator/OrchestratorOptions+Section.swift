import Market
package import Platform

extension OrchestratorOptions: ConfigurationSection {
    package mutating func read(from reader: inout ConfigurationReader) {
        let zone = reader.optionalText(
            "orchestrator.timezone",
            "ORCHESTRATOR_TIMEZONE",
            "Time zone of the trading jobs; where it is not given, that of the market"
        )
        let usual = zone == ShareMarket.krx.zone.name ? .krx : market
        let markets =
            reader.value(
                "orchestrator.market",
                "ORCHESTRATOR_MARKET",
                default: usual.rawValue,
                allowed: "MOEX, KRX, or both, such as MOEX,KRX",
                "Whose shares are collected and traded; `Asia/Seoul` as the time zone alone means KRX. Of both, the first has the times and "
                    + "values of this section, the second its market's own"
            ) { Self.markets($0) } ?? [usual]
        if let market = markets.first, market != self.market { self = OrchestratorOptions(market: market) }
        second = markets.dropFirst().first
        self.zone = zone ?? self.zone
        readPortfolio(from: &reader)
        readTimes(from: &reader)
        for kind in TradingJobKind.allCases {
            let isEnabled = reader.boolean(
                kind.enablingKey,
                "ORCHESTRATOR_ENABLE_\(kind.rawValue.uppercased())",
                default: true,
                "Whether the job \(kind) is there"
            )
            if !isEnabled { disabled.insert(kind) }
        }
    }

    /// Nil for another text, and for a market twice.
    private static func markets(_ text: String) -> [ShareMarket]? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        let markets = words.compactMap { ShareMarket(rawValue: $0.uppercased()) }
        return markets.count == words.count && Set(markets).count == markets.count ? markets : nil
    }

    /// What a flag says as well.
    package static let userIDHelp = "Whose portfolio is traded"
    package static let portfolioValueHelp = "What the paper portfolio begins with, in the market's currency"
    package static let portfolioValues = 0...1e15

    private mutating func readPortfolio(from reader: inout ConfigurationReader) {
        userID = reader.text(
            "orchestrator.user_id",
            "ORCHESTRATOR_USER_ID",
            default: userID,
            Self.userIDHelp
        )
        isDryRun = reader.boolean(
            "orchestrator.dry_run",
            "ORCHESTRATOR_DRY_RUN",
            default: isDryRun,
            "Whether orders stay on paper"
        )
        isLiveConfirmed =
            reader.value(
                "orchestrator.live",
                "ORCHESTRATOR_LIVE",
                default: nil,
                allowed: "confirmed",
                "`confirmed` where orders may be for real money; needed beside `dry_run: false`"
            ) { $0 == "confirmed" ? true : nil } ?? isLiveConfirmed
        portfolioValue = reader.number(
            "orchestrator.portfolio_value",
            "ORCHESTRATOR_PORTFOLIO_VALUE",
            default: portfolioValue,
            in: Self.portfolioValues,
            Self.portfolioValueHelp
        )
        secondPortfolioValue = reader.number(
            "orchestrator.second_portfolio_value",
            "ORCHESTRATOR_SECOND_PORTFOLIO_VALUE",
            default: secondPortfolioValue,
            in: Self.portfolioValues,
            "The same for the second of two markets, in its own currency"
        )
        maximumPositionSize = reader.number(
            "orchestrator.max_position_size_pct",
            "ORCHESTRATOR_MAX_POSITION_SIZE_PCT",
            default: maximumPositionSize,
            in: 0...100,
            unit: "per cent",
            "Largest position, of the portfolio"
        )
        maximumPositions = reader.integer(
            "orchestrator.max_positions",
            "ORCHESTRATOR_MAX_POSITIONS",
            default: maximumPositions,
            in: 0...10_000,
            "Most positions at once"
        )
        historyDays = reader.integer(
            "orchestrator.history_days",
            "ORCHESTRATOR_HISTORY_DAYS",
            default: historyDays,
            in: 1...4_000,
            unit: "days",
            "How far back the first collection of daily candles reaches"
        )
        dividendRequests = reader.integer(
            "orchestrator.dividend_requests",
            "ORCHESTRATOR_DIVIDEND_REQUESTS",
            default: dividendRequests,
            in: 0...1_000,
            unit: "shares",
            "Shares of MOEX whose dividends a collection asks for at most, each once a week; 0 for none"
        )
    }

    private mutating func readTimes(from reader: inout ConfigurationReader) {
        readTime("data_collection_time", \.dataCollectionTime, "When data is collected", from: &reader)
        readTime(
            "indicator_calculation_time",
            \.indicatorCalculationTime,
            "When indicators are calculated",
            from: &reader
        )
        readTime("watchlist_update_time", \.watchlistUpdateTime, "When the watchlist is updated", from: &reader)
        readTime("signal_generation_time", \.signalGenerationTime, "When signals are generated", from: &reader)
        readTime("market_open_time", \.marketOpenTime, "When the market opens", from: &reader)
        readTime("market_close_time", \.marketCloseTime, "When the market closes", from: &reader)
        if marketCloseTime <= marketOpenTime {
            reader.report(
                "orchestrator.market_close_time",
                "\(marketCloseTime.shortDescription) is not after orchestrator.market_open_time, "
                    + "\(marketOpenTime.shortDescription)"
            )
        }
        positionMonitorInterval = reader.minutes(
            "orchestrator.position_monitor_interval",
            "ORCHESTRATOR_POSITION_MONITOR_INTERVAL",
            default: positionMonitorInterval,
            in: 1...1_440,
            "Time between two looks at the positions"
        )
        riskCheckInterval = reader.minutes(
            "orchestrator.risk_check_interval",
            "ORCHESTRATOR_RISK_CHECK_INTERVAL",
            default: riskCheckInterval,
            in: 1...1_440,
            "Time between two risk checks"
        )
    }

    private mutating func readTime(
        _ key: String,
        _ property: WritableKeyPath<Self, TimeOfDay>,
        _ summary: String,
        from reader: inout ConfigurationReader
    ) {
        let path = "orchestrator.\(key)"
        let time = reader.time(path, "ORCHESTRATOR_\(key.uppercased())", default: self[keyPath: property], summary)
        // 24:00 is a time that no day's clock shows.
        guard time < .endOfDay else { return reader.report(path, "cannot be 24:00; allowed: 00:00 to 23:59:59") }
        self[keyPath: property] = time
    }
}
