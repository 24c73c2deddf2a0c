/// The six jobs of a trading day (seed 001); the raw values are their ids, which are stored and typed by people.
package enum TradingJobKind: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case dataCollection = "data_collection"
    case indicatorCalculation = "indicator_calculation"
    case watchlistUpdate = "watchlist_update"
    case signalGeneration = "signal_generation"
    case positionMonitoring = "position_monitoring"
    case riskChecks = "risk_checks"

    package var description: String { rawValue }

    /// The name of the switch that leaves it out, without the dashes: `disable-data-collection`.
    package var disablingFlag: String {
        "disable-" + rawValue.split(separator: "_").joined(separator: "-")
    }

    /// The key that leaves it out when it is false: `orchestrator.enable_data_collection`.
    package var enablingKey: String { "orchestrator.enable_\(rawValue)" }
}
