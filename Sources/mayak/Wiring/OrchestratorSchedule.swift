import Market
import Platform
import Store
import Trading

/// The six trading jobs as they are configured, for `mayak status`.
struct OrchestratorSchedule: Sendable {
    let options: OrchestratorOptions
    /// What the scheduler planned last; empty before its first start.
    let plan: [JobPlan]

    /// One line for each job, under one for the portfolio.
    var text: String {
        var text = "\nTrading jobs of \(options.userID)\n"
        text += "  market \(options.market), times in \(options.zone), "
        text += options.isDryRun ? "dry run: orders stay on paper\n" : "LIVE: orders for real money\n"
        text += "  portfolio \(GroupedNumber.text(options.portfolioValue, decimals: 0)) \(options.market.currency), "
        text += "at most \(options.maximumPositions) positions of \(options.maximumPositionSize) % each\n"
        for kind in TradingJobKind.allCases {
            let padding = String(repeating: " ", count: 22 - kind.rawValue.utf8.count)
            text += "  \(kind)\(padding)\(isEnabled(kind) ? schedule(of: kind) : "switched off")"
            if isEnabled(kind), let next = nextRun(of: kind) { text += ", next \(next)" }
            text += "\n"
        }
        return text
    }

    var json: JSON {
        [
            "user_id": .string(options.userID), "market": .string(options.market.rawValue),
            "timezone": .string(options.zone), "dry_run": .bool(options.isDryRun),
            "portfolio_value": .string("\(options.portfolioValue)"), "currency": .string(options.market.currency),
            "jobs": .array(
                TradingJobKind.allCases.map { kind in
                    [
                        "id": .string(kind.rawValue), "enabled": .bool(isEnabled(kind)),
                        "schedule": .string(schedule(of: kind)),
                        "next_run": nextRun(of: kind).map { .string($0) } ?? .null,
                    ]
                }
            ),
        ]
    }

    private func isEnabled(_ kind: TradingJobKind) -> Bool {
        !options.disabled.contains(kind)
    }

    private func schedule(of kind: TradingJobKind) -> String {
        func daily(_ time: TimeOfDay) -> String { "\(time.shortDescription) on trading days" }
        switch kind {
        case .dataCollection: return daily(options.dataCollectionTime)
        case .indicatorCalculation: return daily(options.indicatorCalculationTime)
        case .watchlistUpdate: return daily(options.watchlistUpdateTime)
        case .signalGeneration: return daily(options.signalGenerationTime)
        case .positionMonitoring:
            let hours = "\(options.marketOpenTime.shortDescription)-\(options.marketCloseTime.shortDescription)"
            return "every \(options.positionMonitorInterval.wholeSeconds / 60) min, \(hours) on trading days"
        case .riskChecks: return "every \(options.riskCheckInterval.wholeSeconds / 60) min, day and night"
        }
    }

    /// In the zone of the jobs; nil where the scheduler has not planned it.
    private func nextRun(of kind: TradingJobKind) -> String? {
        guard let next = plan.first(where: { $0.id == kind.rawValue })?.nextRun else { return nil }
        return (KnownZone.known(options.zone) ?? .utc).text(next)
    }
}
