package import Market
package import Scheduling
package import Store

/// The jobs of the monitor: those of seed 002 with its ids and times, and the watch that keeps the alerts alive.
package struct MonitorJobs: JobSource {
    private let sessions: SessionMonitor
    private let hi2: HI2Check
    private let watch: AlertWatch
    private let keeper: CalendarKeeper
    private let reports: ReportJobs
    /// In the order in which people see jobs of the same time.
    private let sources: JobSources

    package init(parts: MonitorParts) {
        sessions = SessionMonitor(parts: parts)
        hi2 = HI2Check(parts: parts)
        watch = AlertWatch(parts: parts, sessions: sessions)
        keeper = CalendarKeeper(parts: parts)
        reports = ReportJobs(parts: parts)
        sources = JobSources([
            SessionJobs(options: parts.options, sessions: sessions),
            reports,
            DailyJobs(options: parts.options, hi2: hi2, plots: DelayPlotsJob(parts: parts)),
            UpkeepJobs(
                options: parts.options,
                keeper: keeper,
                watch: watch,
                store: parts.store,
                clock: parts.clock
            ),
        ])
    }

    package var standing: [Job] { sources.standing }

    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        sources.wanted(calendar, on: date)
    }

    /// Gathers a report that somebody asked for and sends it there.
    package func report(_ request: ReportRequest, in batch: StoreBatch) async throws -> String? {
        try await reports.send(request, in: batch)
    }

    /// Looks again, outside the plan, at what an alert is about.
    package func recheck(_ alert: AlertRecord) async throws -> String {
        switch AlertPolicy.of(alert.key.rule).recheck {
        case .hi2: return try await hi2.recheck(on: alert.date)
        case .calendar: return try await keeper.sync()
        case .watch: return try await watch.run()
        case .feeds:
            var results: [String] = []
            for market in alert.key.market.map({ [$0] }) ?? AlgoPackSegment.allCases {
                results.append(try await sessions.check(market))
            }
            return results.joined(separator: "; ")
        }
    }
}
