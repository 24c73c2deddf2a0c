import Market
import Platform
import Scheduling
import Store
import Trading

/// The six trading jobs as they are configured, for `mayak status`.
struct OrchestratorSchedule: Sendable {
    let options: OrchestratorOptions
    /// What the scheduler planned last; empty before its first start.
    let plan: [JobPlan]

    /// Of both markets where there are two.
    static func all(_ options: OrchestratorOptions, plan: [JobPlan]) -> [OrchestratorSchedule] {
        options.all.map { OrchestratorSchedule(options: $0, plan: plan) }
    }

    /// One object; a second market's is in it, under `second`.
    static func json(_ options: OrchestratorOptions, plan: [JobPlan]) -> JSON {
        let all = all(options, plan: plan).map(\.json)
        let first = all.first ?? .null
        return all.count > 1 ? first.setting("second", to: all[1]) : first
    }

    /// One line for each job, under one for the portfolio.
    var text: String {
        var text = "\nTrading jobs of \(options.userID)\n"
        text += "  market \(options.market), times in \(options.zone), "
        text += options.isDryRun ? "dry run: orders stay on paper\n" : "LIVE: orders for real money\n"
        text += "  portfolio \(GroupedNumber.text(options.portfolioValue, decimals: 0)) \(options.market.currency), "
        text += "at most \(options.maximumPositions) positions of \(options.maximumPositionSize) % each\n"
        let width = TradingJobKind.allCases.map { options.jobID($0).utf8.count }.max() ?? 0
        for kind in TradingJobKind.allCases {
            let id = options.jobID(kind)
            let padding = String(repeating: " ", count: width + 1 - id.utf8.count)
            text += "  \(id)\(padding)\(isEnabled(kind) ? schedule(of: kind) : "switched off")"
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
                        "id": .string(options.jobID(kind)), "enabled": .bool(isEnabled(kind)),
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

    /// In the zone in which the scheduler planned it, which is another one while it runs with another configuration; nil where it has not.
    private func nextRun(of kind: TradingJobKind) -> String? {
        guard let plan = plan.first(where: { $0.id == options.jobID(kind) }), let next = plan.nextRun else {
            return nil
        }
        return JobListing.zone(of: plan).text(next)
    }
}
