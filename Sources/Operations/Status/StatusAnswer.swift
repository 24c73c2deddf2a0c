package import Market
package import Platform
package import Store

/// What `mayak status --json` and `GET /api/status` tell: what is configured and what goes on, at one moment.
package struct StatusAnswer: Sendable {
    package let now: Timestamp
    package let configuration: [ConfigurationReader.Shown]
    /// Nil where no process has run here yet.
    package let state: ProductState?
    /// The trading jobs as they are configured.
    package let orchestrator: JSON
    /// Those of the trading jobs, the first market's first; empty where no process has run here yet.
    package let portfolios: [PortfolioAnswer]
    /// Nil where no trading engine was ever configured.
    package let engine: EngineAnswer?

    package init(
        now: Timestamp,
        configuration: [ConfigurationReader.Shown],
        state: ProductState?,
        orchestrator: JSON,
        portfolios: [PortfolioAnswer],
        engine: EngineAnswer? = nil
    ) {
        self.now = now
        self.configuration = configuration
        self.state = state
        self.orchestrator = orchestrator
        self.portfolios = portfolios
        self.engine = engine
    }

    /// Instants as RFC 3339 in UTC; secrets are masked.
    package var json: JSON {
        let configured = JSON.object(
            configuration.map { shown in
                JSON.Member(
                    shown.declaration.path,
                    ["value": shown.text.map { .string($0) } ?? .null, "origin": .string("\(shown.origin)")]
                )
            }
        )
        var base: JSON = [
            "time": .string(RFC3339.text(now)), "configuration": configured, "orchestrator": orchestrator,
        ]
        for (name, portfolio) in zip(["portfolio", "second_portfolio"], portfolios) {
            base = base.setting(name, to: portfolio.json)
        }
        if let engine { base = base.setting("engine", to: engine.json) }
        guard let state else { return base }
        return base.setting("heartbeats", to: .array(state.heartbeats.map(\.json)))
            .setting("jobs", to: .array(state.plan.map(\.json)))
            .setting("alerts", to: .array(state.alerts.map(\.summary)))
            .setting("outbox", to: state.outbox.json)
    }
}

extension Heartbeat {
    package var json: JSON {
        [
            "process": .string(process.rawValue), "state": .string(state.rawValue), "at": .string(RFC3339.text(at)),
            "detail": .string(detail),
        ]
    }
}

extension OutboxDepth {
    package var json: JSON {
        [
            "queued": .int(Int64(queued)), "sending": .int(Int64(sending)), "dead": .int(Int64(dead)),
            "oldest": oldest.json,
        ]
    }
}

extension JobPlan {
    package var json: JSON {
        [
            "id": .string(id), "trigger": .string(trigger), "zone": .string(zone), "paused": .bool(isPaused),
            "next_run": nextRun.json,
        ]
    }
}

extension Timestamp? {
    /// RFC 3339 in UTC, or null.
    package var json: JSON { map { .string(RFC3339.text($0)) } ?? .null }
}

extension String? {
    package var json: JSON { map { .string($0) } ?? .null }
}
