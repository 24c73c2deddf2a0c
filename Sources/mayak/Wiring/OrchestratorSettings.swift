import Market
import Platform

/// The daily trading jobs.
struct OrchestratorSettings: ConfigurationSection {
    var zone = "Asia/Seoul"
    var userID = "default_user"
    var isDryRun = true
    var portfolioValue = 100_000_000.0
    var dataCollectionTime = TimeOfDay(hour: 16, minute: 0) ?? .midnight
    var indicatorCalculationTime = TimeOfDay(hour: 17, minute: 0) ?? .midnight
    var watchlistUpdateTime = TimeOfDay(hour: 18, minute: 0) ?? .midnight
    var signalGenerationTime = TimeOfDay(hour: 8, minute: 45) ?? .midnight
    var marketOpenTime = TimeOfDay(hour: 9, minute: 0) ?? .midnight
    var marketCloseTime = TimeOfDay(hour: 15, minute: 30) ?? .midnight
    var positionMonitorInterval = Duration.minutes(15)
    var riskCheckInterval = Duration.minutes(30)
    var collectsData = true
    var calculatesIndicators = true
    var updatesWatchlist = true
    var generatesSignals = true
    var monitorsPositions = true
    var checksRisk = true
    /// Per cent of the portfolio.
    var maximumPositionSize = 10.0
    var maximumPositions = 20

    mutating func read(from reader: inout ConfigurationReader) {
        zone = reader.text(
            "orchestrator.timezone",
            "ORCHESTRATOR_TIMEZONE",
            default: zone,
            "Time zone of the trading jobs"
        )
        userID = reader.text(
            "orchestrator.user_id",
            "ORCHESTRATOR_USER_ID",
            default: userID,
            "Whose portfolio is traded"
        )
        isDryRun = reader.boolean(
            "orchestrator.dry_run",
            "ORCHESTRATOR_DRY_RUN",
            default: isDryRun,
            "Whether orders stay on paper"
        )
        portfolioValue = reader.number(
            "orchestrator.portfolio_value",
            "ORCHESTRATOR_PORTFOLIO_VALUE",
            default: portfolioValue,
            in: 0...1e15,
            "Value of the portfolio in its currency"
        )
        dataCollectionTime = reader.time(
            "orchestrator.data_collection_time",
            "ORCHESTRATOR_DATA_COLLECTION_TIME",
            default: dataCollectionTime,
            "When data is collected"
        )
        indicatorCalculationTime = reader.time(
            "orchestrator.indicator_calculation_time",
            "ORCHESTRATOR_INDICATOR_CALCULATION_TIME",
            default: indicatorCalculationTime,
            "When indicators are calculated"
        )
        watchlistUpdateTime = reader.time(
            "orchestrator.watchlist_update_time",
            "ORCHESTRATOR_WATCHLIST_UPDATE_TIME",
            default: watchlistUpdateTime,
            "When the watchlist is updated"
        )
        signalGenerationTime = reader.time(
            "orchestrator.signal_generation_time",
            "ORCHESTRATOR_SIGNAL_GENERATION_TIME",
            default: signalGenerationTime,
            "When signals are generated"
        )
        marketOpenTime = reader.time(
            "orchestrator.market_open_time",
            "ORCHESTRATOR_MARKET_OPEN_TIME",
            default: marketOpenTime,
            "When the market opens"
        )
        marketCloseTime = reader.time(
            "orchestrator.market_close_time",
            "ORCHESTRATOR_MARKET_CLOSE_TIME",
            default: marketCloseTime,
            "When the market closes"
        )
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
        collectsData = reader.boolean(
            "orchestrator.enable_data_collection",
            "ORCHESTRATOR_ENABLE_DATA_COLLECTION",
            default: collectsData,
            "Whether data is collected"
        )
        calculatesIndicators = reader.boolean(
            "orchestrator.enable_indicator_calculation",
            "ORCHESTRATOR_ENABLE_INDICATOR_CALCULATION",
            default: calculatesIndicators,
            "Whether indicators are calculated"
        )
        updatesWatchlist = reader.boolean(
            "orchestrator.enable_watchlist_update",
            "ORCHESTRATOR_ENABLE_WATCHLIST_UPDATE",
            default: updatesWatchlist,
            "Whether the watchlist is updated"
        )
        generatesSignals = reader.boolean(
            "orchestrator.enable_signal_generation",
            "ORCHESTRATOR_ENABLE_SIGNAL_GENERATION",
            default: generatesSignals,
            "Whether signals are generated"
        )
        monitorsPositions = reader.boolean(
            "orchestrator.enable_position_monitoring",
            "ORCHESTRATOR_ENABLE_POSITION_MONITORING",
            default: monitorsPositions,
            "Whether positions are watched"
        )
        checksRisk = reader.boolean(
            "orchestrator.enable_risk_checks",
            "ORCHESTRATOR_ENABLE_RISK_CHECKS",
            default: checksRisk,
            "Whether risk is checked"
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
    }
}
