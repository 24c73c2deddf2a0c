import FoundationEssentials
import Market
import Operations
import Platform
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
    /// That of the trading jobs; nil when no process has run here yet.
    let portfolio: PortfolioAnswer?

    init(settings: Settings, clock: any MarketClock) async throws {
        now = clock.now
        configuration = settings.shown
        orchestrator = settings.orchestrator
        running = RunningProduct.here().flatMap { $0.store == settings.general.storePath ? $0 : nil }
        guard FileBytes.exists(settings.general.storePath) else {
            state = nil
            portfolio = nil
            return
        }
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "status", clock: clock))
        state = try await ProductState(of: OperationsStore(store))
        let key = PortfolioKey(owner: orchestrator.userID, market: orchestrator.market)
        portfolio = try await PortfolioAnswer(key, on: key.market.zone.local(now).date, from: store.portfolio)
        await store.close()
    }

    init(
        now: Timestamp,
        configuration: [ConfigurationReader.Shown],
        running: RunningProduct? = nil,
        orchestrator: OrchestratorOptions = OrchestratorOptions(),
        state: ProductState?,
        portfolio: PortfolioAnswer? = nil
    ) {
        self.now = now
        self.configuration = configuration
        self.running = running
        self.orchestrator = orchestrator
        self.state = state
        self.portfolio = portfolio
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
        text += tradingJobs.text
        guard let state else { return text + "\nNo store yet: neither process has run here.\n" }
        if let portfolio {
            text += "\n" + (portfolio.summary + [portfolio.holdingsLine]).joined(separator: "\n") + "\n"
        }
        text += "\nHeartbeats\n"
        for beat in state.heartbeats {
            let side = beat.at > now ? "ahead" : "ago"
            text += "  \(beat.process)  \(beat.silence(at: now).wholeSeconds) s \(side)  \(beat.detail)\n"
        }
        text += "\nSchedule\n"
        for job in state.plan {
            text +=
                "  \(job.id)  \(job.nextRun.map(MoscowTime.text) ?? "—")  \(job.trigger)\(job.isPaused ? "  paused" : "")\n"
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

    private var tradingJobs: OrchestratorSchedule {
        OrchestratorSchedule(options: orchestrator, plan: state?.plan ?? [])
    }

    /// One object; times as RFC 3339 in UTC.
    func json() throws -> String {
        let values = configuration.map { shown in
            (
                shown.declaration.path,
                JSONTree.object(["value": .text(shown.text), "origin": .text("\(shown.origin)")])
            )
        }
        var object: [String: JSONTree] = [
            "time": .text(RFC3339.text(now)),
            "configuration": .object(Dictionary(uniqueKeysWithValues: values)), "orchestrator": tradingJobs.json,
        ]
        if let running {
            object["running"] = .object(["pid": .number(running.pid), "configuration": .text(running.config)])
        }
        if let portfolio { object["portfolio"] = JSONTree(portfolio.json) }
        if let state {
            object["heartbeats"] = .list(
                state.heartbeats.map { beat in
                    .object([
                        "process": .text(beat.process.rawValue), "at": .text(RFC3339.text(beat.at)),
                        "detail": .text(beat.detail),
                    ])
                }
            )
            object["jobs"] = .list(state.plan.map(Self.json))
            object["alerts"] = .list(state.alerts.map(Self.json))
            object["outbox"] = .object([
                "queued": .number(Int64(state.outbox.queued)), "sending": .number(Int64(state.outbox.sending)),
                "dead": .number(Int64(state.outbox.dead)), "oldest": .text(state.outbox.oldest.map(RFC3339.text)),
            ])
        }
        return try JSONTree.object(object).printed() + "\n"
    }

    private static func json(_ job: JobPlan) -> JSONTree {
        .object([
            "id": .text(job.id), "trigger": .text(job.trigger), "zone": .text(job.zone), "paused": .flag(job.isPaused),
            "next_run": .text(job.nextRun.map(RFC3339.text)),
        ])
    }

    private static func json(_ alert: AlertRecord) -> JSONTree {
        .object([
            "id": .number(alert.id), "rule": .text(alert.key.rule.rawValue),
            "market": .text(alert.key.market?.rawValue),
            "endpoint": .text(alert.key.endpoint?.rawValue), "state": .text(alert.state.rawValue),
            "severity": .text(alert.severity.rawValue), "opened_at": .text(RFC3339.text(alert.openedAt)),
        ])
    }
}
