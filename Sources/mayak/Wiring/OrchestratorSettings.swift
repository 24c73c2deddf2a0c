import Market
import Platform

/// The daily trading jobs (seed 001).
struct OrchestratorSettings: Sendable {
    let zone: String
    let userID: String
    let isDryRun: Bool
    let portfolioValue: Double
    let dataCollectionTime: TimeOfDay
    let indicatorCalculationTime: TimeOfDay
    let watchlistUpdateTime: TimeOfDay
    let signalGenerationTime: TimeOfDay
    let marketOpenTime: TimeOfDay
    let marketCloseTime: TimeOfDay
    let positionMonitorInterval: Duration
    let riskCheckInterval: Duration
    let collectsData: Bool
    let calculatesIndicators: Bool
    let updatesWatchlist: Bool
    let generatesSignals: Bool
    let monitorsPositions: Bool
    let checksRisk: Bool
    /// Per cent of the portfolio.
    let maximumPositionSize: Double
    let maximumPositions: Int

    init(_ reader: inout ConfigurationReader) {
        zone = reader.text(
            "orchestrator.timezone",
            "ORCHESTRATOR_TIMEZONE",
            default: "Asia/Seoul",
            "Time zone of the trading jobs"
        )
        userID = reader.text(
            "orchestrator.user_id",
            "ORCHESTRATOR_USER_ID",
            default: "default_user",
            "Whose portfolio is traded"
        )
        isDryRun = reader.boolean(
            "orchestrator.dry_run",
            "ORCHESTRATOR_DRY_RUN",
            default: true,
            "Whether orders stay on paper"
        )
        portfolioValue = reader.number(
            "orchestrator.portfolio_value",
            "ORCHESTRATOR_PORTFOLIO_VALUE",
            default: 100_000_000,
            in: 0...1e15,
            "Value of the portfolio in its currency"
        )
        dataCollectionTime = reader.time(
            "orchestrator.data_collection_time",
            "ORCHESTRATOR_DATA_COLLECTION_TIME",
            default: "16:00",
            "When data is collected"
        )
        indicatorCalculationTime = reader.time(
            "orchestrator.indicator_calculation_time",
            "ORCHESTRATOR_INDICATOR_CALCULATION_TIME",
            default: "17:00",
            "When indicators are calculated"
        )
        watchlistUpdateTime = reader.time(
            "orchestrator.watchlist_update_time",
            "ORCHESTRATOR_WATCHLIST_UPDATE_TIME",
            default: "18:00",
            "When the watchlist is updated"
        )
        signalGenerationTime = reader.time(
            "orchestrator.signal_generation_time",
            "ORCHESTRATOR_SIGNAL_GENERATION_TIME",
            default: "08:45",
            "When signals are generated"
        )
        marketOpenTime = reader.time(
            "orchestrator.market_open_time",
            "ORCHESTRATOR_MARKET_OPEN_TIME",
            default: "09:00",
            "When the market opens"
        )
        marketCloseTime = reader.time(
            "orchestrator.market_close_time",
            "ORCHESTRATOR_MARKET_CLOSE_TIME",
            default: "15:30",
            "When the market closes"
        )
        positionMonitorInterval = reader.minutes(
            "orchestrator.position_monitor_interval",
            "ORCHESTRATOR_POSITION_MONITOR_INTERVAL",
            default: 15,
            in: 1...1_440,
            "Time between two looks at the positions"
        )
        riskCheckInterval = reader.minutes(
            "orchestrator.risk_check_interval",
            "ORCHESTRATOR_RISK_CHECK_INTERVAL",
            default: 30,
            in: 1...1_440,
            "Time between two risk checks"
        )
        collectsData = reader.boolean(
            "orchestrator.enable_data_collection",
            "ORCHESTRATOR_ENABLE_DATA_COLLECTION",
            default: true,
            "Whether data is collected"
        )
        calculatesIndicators = reader.boolean(
            "orchestrator.enable_indicator_calculation",
            "ORCHESTRATOR_ENABLE_INDICATOR_CALCULATION",
            default: true,
            "Whether indicators are calculated"
        )
        updatesWatchlist = reader.boolean(
            "orchestrator.enable_watchlist_update",
            "ORCHESTRATOR_ENABLE_WATCHLIST_UPDATE",
            default: true,
            "Whether the watchlist is updated"
        )
        generatesSignals = reader.boolean(
            "orchestrator.enable_signal_generation",
            "ORCHESTRATOR_ENABLE_SIGNAL_GENERATION",
            default: true,
            "Whether signals are generated"
        )
        monitorsPositions = reader.boolean(
            "orchestrator.enable_position_monitoring",
            "ORCHESTRATOR_ENABLE_POSITION_MONITORING",
            default: true,
            "Whether positions are watched"
        )
        checksRisk = reader.boolean(
            "orchestrator.enable_risk_checks",
            "ORCHESTRATOR_ENABLE_RISK_CHECKS",
            default: true,
            "Whether risk is checked"
        )
        maximumPositionSize = reader.number(
            "orchestrator.max_position_size_pct",
            "ORCHESTRATOR_MAX_POSITION_SIZE_PCT",
            default: 10,
            in: 0...100,
            unit: "per cent",
            "Largest position, of the portfolio"
        )
        maximumPositions = reader.integer(
            "orchestrator.max_positions",
            "ORCHESTRATOR_MAX_POSITIONS",
            default: 20,
            in: 0...10_000,
            "Most positions at once"
        )
    }
}
