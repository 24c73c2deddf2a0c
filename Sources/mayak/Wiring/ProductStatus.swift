import FoundationEssentials
import Market
import Operations
import Platform
import Scheduling
import Store
import Trading

/// Everything `mayak status` tells, read at one moment.
struct ProductStatus: Sendable {
    let now: Timestamp
    let configuration: [ConfigurationReader.Shown]
    /// What `Scripts/run` has started in this folder, if that uses the store shown here.
    let running: RunningProduct?
    let orchestrator: OrchestratorOptions
    /// nil when no process has run here yet.
    let state: ProductState?
    /// Those of the trading jobs, the first market's first; empty when no process has run here yet.
    let portfolios: [PortfolioAnswer]
    /// Nil where no trading engine was ever configured.
    let engine: EngineAnswer?

    init(settings: Settings, clock: any MarketClock) async throws {
        now = clock.now
        configuration = settings.shown
        orchestrator = settings.orchestrator
        running = RunningProduct.here().flatMap { $0.store == settings.general.storePath ? $0 : nil }
        guard FileBytes.exists(settings.general.storePath) else {
            state = nil
            portfolios = []
            engine = nil
            return
        }
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "status", clock: clock))
        state = try await ProductState(of: OperationsStore(store))
        var portfolios: [PortfolioAnswer] = []
        for key in orchestrator.all.map(\.portfolio) {
            let today = key.market.zone.local(now).date
            portfolios.append(try await PortfolioAnswer(key, on: today, from: store.portfolio))
        }
        self.portfolios = portfolios
        engine = try await EngineAnswer(
            at: now,
            silence: settings.healthLimits(clock).scheduler,
            engine: store.engine,
            portfolio: store.portfolio
        )
        await store.close()
    }

    init(
        now: Timestamp,
        configuration: [ConfigurationReader.Shown],
        running: RunningProduct? = nil,
        orchestrator: OrchestratorOptions = OrchestratorOptions(),
        state: ProductState?,
        portfolios: [PortfolioAnswer] = [],
        engine: EngineAnswer? = nil
    ) {
        self.now = now
        self.configuration = configuration
        self.running = running
        self.orchestrator = orchestrator
        self.state = state
        self.portfolios = portfolios
        self.engine = engine
    }

    /// For people; times in Moscow.
    var text: String {
        var text = "Time: \(MoscowTime.text(now)) МСК\n"
        if let running {
            text += "Running here: pid \(running.pid), configuration \(running.config ?? "as usual")\n"
        }
        text += "\nConfiguration\n"
        let width = configuration.map(\.declaration.path.count).max() ?? 0
        for shown in configuration {
            let padding = String(repeating: " ", count: width - shown.declaration.path.count)
            text += "  \(shown.declaration.path)\(padding)  \(shown.text ?? "—")  (\(shown.origin))\n"
        }
        text += tradingJobs.map(\.text).joined()
        guard let state else { return text + "\nNo store yet: neither process has run here.\n" }
        for portfolio in portfolios {
            text += "\n" + (portfolio.summary + [portfolio.holdingsLine]).joined(separator: "\n") + "\n"
        }
        if let engine { text += "\n" + engine.lines.joined(separator: "\n") + "\n" }
        text += "\nHeartbeats\n"
        for beat in state.heartbeats {
            let side = beat.at > now ? "ahead" : "ago"
            text += "  \(beat.process)  \(beat.silence(at: now).wholeSeconds) s \(side)  \(beat.detail)\n"
        }
        text += "\nSchedule\n"
        for job in state.plan {
            text += "  \(job.id)  \(Self.next(of: job))  \(job.trigger)\(job.isPaused ? "  paused" : "")\n"
        }
        text += "\nOpen alerts\n"
        for alert in state.alerts {
            text += "  #\(alert.id)  \(alert.key)  \(alert.state.rawValue)  \(alert.severity.rawValue)"
            text += "  since \(MoscowTime.text(alert.openedAt))\n"
        }
        let oldest = state.outbox.oldest.map { ", the oldest for \($0.duration(to: now).wholeSeconds) s" } ?? ""
        return text
            + "\nOutbox\n  \(state.outbox.queued) queued\(oldest), \(state.outbox.sending) being sent, \(state.outbox.dead) dead\n"
    }

    /// In the zone of the job, as its trigger is; the name of one that is not Moscow's stands behind it.
    static func next(of job: JobPlan) -> String {
        guard let next = job.nextRun else { return "—" }
        let zone = JobListing.zone(of: job)
        return "\(zone.local(next))" + (zone.name == TimeZoneRules.moscow.name ? "" : " \(zone.name)")
    }

    private var tradingJobs: [OrchestratorSchedule] {
        OrchestratorSchedule.all(orchestrator, plan: state?.plan ?? [])
    }

    /// One object; times as RFC 3339 in UTC.
    func json() throws -> String {
        var json = StatusAnswer(
            now: now,
            configuration: configuration,
            state: state,
            orchestrator: OrchestratorSchedule.json(orchestrator, plan: state?.plan ?? []),
            portfolios: portfolios,
            engine: engine
        ).json
        if let running {
            json = json.setting(
                "running",
                to: ["pid": .int(running.pid), "configuration": running.config.map { .string($0) } ?? .null]
            )
        }
        return json.printed() + "\n"
    }
}
