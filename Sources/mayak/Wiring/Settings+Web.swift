import Bot
import Market
import Monitor
import Operations
import Platform
import Store
import Trading
import Web

extension Settings {
    /// What stands behind the web side of a process.
    ///
    /// - Parameter role: the bot's metrics leave out what the store tells, which the scheduler's have.
    /// - Throws: `CommandFailure` for a calendar file that cannot be read.
    func webBackend(
        _ role: DoctorCheck.Role,
        store: OperationsStore,
        clock: any MarketClock,
        metrics: MetricsRegistry
    ) throws -> WebBackend {
        let calendars = try self.calendars(of: store.calendar)
        let orchestrator = orchestrator
        return WebBackend(
            store: store,
            clock: clock,
            limits: healthLimits(clock),
            feedLimits: FeedLimits(usual: monitor.timing.limit, own: monitor.timing.own),
            calendars: calendars,
            configuration: shown,
            orchestrator: { plan in OrchestratorSchedule.json(orchestrator, plan: plan) },
            portfolios: orchestrator.all.map(\.portfolio),
            appointed: telegram.admins,
            plots: DelayPlots(renderer: plotRenderer(of: store, calendars), clock: clock),
            reports: StoredReports(facts: reportFacts(of: store, calendars, clock: clock)),
            metrics: metrics,
            startedAnew: !(clock is SystemClock),
            showsStore: role == .scheduler
        )
    }

    /// The dashboard and the API on their port.
    ///
    /// - Throws: `WebServerError`.
    func dashboardService(_ backend: WebBackend) throws -> DashboardService {
        try DashboardService(
            host: dashboard.host,
            port: dashboard.port,
            folder: InstalledFile.locate(dashboard.folder),
            backend: backend,
            version: ProgramBuild.version,
            publicName: dashboard.publicName
        )
    }
}

/// The chat's reports, for the web.
///
/// A class: of a structure of this size the optimiser of Swift 6.3.1 crashes over the asynchronous functions.
private final class StoredReports: ReportService {
    private let facts: ReportFacts

    init(facts: ReportFacts) {
        self.facts = facts
    }

    func day(_ date: CivilDate) async throws -> JSON? {
        guard let report = try await facts.day(date) else { return nil }
        return try JSON(encoding: report)
    }

    func week(of date: CivilDate) async throws -> JSON? {
        guard let report = try await facts.week(of: date) else { return nil }
        return try JSON(encoding: report)
    }
}

/// The chat's delay plots, for the web.
private struct DelayPlots: PlotService {
    let renderer: StorePlotRenderer
    let clock: any MarketClock

    func plot(_ feed: Feed, on date: CivilDate, isRussian: Bool) async throws -> [UInt8]? {
        let request = PlotRequest(
            market: feed.market,
            date: date,
            endpoints: [feed.endpoint],
            language: isRussian ? .russian : .english,
            now: clock.now
        )
        return try await renderer.render(request).first?.png
    }
}
