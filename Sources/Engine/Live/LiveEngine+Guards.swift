import Execution
import Market
import Platform

/// What stops a running engine beside its limits: a person's file, silence of the market, the end of the session.
extension LiveEngine {
    /// Looks at what no event of the market tells.
    func look(at now: Timestamp) throws {
        try followSession(at: now)
        // Where the exchange takes no orders, its silence says nothing.
        if isSuspended || !gate.acceptsAny { watches.heartbeat.rest(at: now) }
        if let change = watches.heartbeat.check(at: now) { take(change, at: now) }
        try checkClock(at: now)
    }

    /// What the machine and the terminal say; each is an event of its own.
    func heard(at now: Timestamp) throws -> [LiveEvent] {
        var events: [LiveEvent] = []
        if watches.resources.isDue(at: now), let change = watches.resources.check(machine.read()) {
            events.append(event(change, at: now))
        }
        guard plan.override.isEnabled, now >= nextLook else { return events }
        for request in try OperatorMailbox(besides: plan.override.path).takeAll() {
            switch request {
            case .resume(let cause): events.append(.resumed(cause, who: "terminal"))
            case .flatten(let why): events.append(.flattened(who: "terminal", why: why))
            }
        }
        return events
    }

    /// What the flag's file says, after what the terminal has said.
    func flagged(at now: Timestamp) throws -> [LiveEvent] {
        guard plan.override.isEnabled, now >= nextLook else { return [] }
        nextLook = now + plan.override.pollInterval
        let override = ManualOverride(plan.override)
        let halts = run.state.risk?.halts ?? Halts()
        switch override.decide(flag: try flag(), halts, at: now) {
        case .none: return []
        case .halt(let why):
            return [.halted(Halt(.person, .stopped, until: .person, who: ManualOverride.who, why: why, since: now))]
        case .resume: return endOverride(who: ManualOverride.who)
        case .expire:
            try FileBytes.remove(plan.override.path)
            return endOverride(who: "\(ManualOverride.who), after its time")
        }
    }

    /// Both ways share a cause: what was said in the store meanwhile, or before, is in force again.
    private func endOverride(who: String) -> [LiveEvent] {
        [.resumed(.person, who: who)] + followed.all.map { .halted($0) }
    }

    func take(_ change: FeedHeartbeat.Change, at now: Timestamp) {
        switch change {
        case .missed(let count):
            let why = "no book in \(count) intervals: \(lastLoss)"
            run.lostFeed(at: now)
            raise(Halt(.feed, .stopped, until: .person, who: "heartbeat", why: why, since: now))
        case .recovered: resume(.feed, who: "heartbeat", at: now)
        }
    }

    private func event(_ change: ResourceWatch.Change, at now: Timestamp) -> LiveEvent {
        switch change {
        case .exceeded(let resource, let used, let limit):
            let why = "\(resource.rawValue) \(Int(used.rounded())) % in use, more than \(Int(limit.rounded())) %"
            return .halted(Halt(.resources, .reduceOnly, until: .person, who: "monitoring", why: why, since: now))
        case .recovered: return .resumed(.resources, who: "monitoring")
        }
    }

    /// Has the stages of each decision measured.
    func measure(by timer: any MarketClock) {
        run.state.times = StageTimes(timer)
    }

    /// Looks at how long the decision took that was just made.
    func checkTimes(at now: Timestamp) throws {
        guard let times = run.state.times else { return }
        for stage in DecisionStage.allCases {
            guard let change = watches.latency.check(stage, took: times[stage], at: now) else { continue }
            switch change {
            case .slow(let stage, let took):
                log.warning("A decision was slow", ["stage": stage.rawValue, "ms": took.milliseconds])
                let words: KeyValuePairs = ["stage": stage.rawValue, "ms": took.milliseconds]
                try audit.add(.resource, "LATENCY", words, at: now)
            case .tooOften(let stage, let took, let count):
                let why =
                    "\(count) slow decisions within \(LatencyWatch.window.wholeSeconds) s, the last in stage "
                    + "\(stage.rawValue): \(took.milliseconds) ms"
                pendingHalts.append(
                    Halt(.latency, .stopped, until: .person, who: "latency_thresholds", why: why, since: now)
                )
            }
        }
    }

    /// Writes into the audit trail what has just been written into the journal.
    func note(_ record: ExecutionRecord) throws {
        let now = clock.now
        switch record {
        case .report(let report, let instrument):
            let order = "\(report.order)"
            switch report.event {
            case .filled(let fill):
                log.info(
                    "Filled",
                    [
                        "instrument": "\(instrument)", "side": fill.side.rawValue,
                        "lots": "\(LotScale.units(fill.lots))", "price": "\(fill.price)",
                    ]
                )
                let words: KeyValuePairs = [
                    "figi": "\(instrument)", "side": fill.side.rawValue, "lots": "\(LotScale.units(fill.lots))",
                    "price": "\(fill.price)", "order": order,
                ]
                try audit.add(.order, "EXECUTED", words, at: now)
            case .rejected(let reason):
                log.warning("Order refused", ["instrument": "\(instrument)", "reason": "\(reason)"])
                let words: KeyValuePairs = ["figi": "\(instrument)", "reason": "\(reason)", "order": order]
                try audit.add(.order, "REJECTED", words, at: now)
            case .accepted, .cancelled, .cancelRefused, .state, .noAnswer: break
            }
        case .halted(let halt):
            log.warning("Trading is halted", ["cause": halt.cause.rawValue, "who": halt.who, "why": halt.why])
            let event = halt.cause == .feed ? "HEARTBEAT_MISSED" : "HALTED"
            let words: KeyValuePairs = [
                "cause": halt.cause.rawValue, "level": halt.level.rawValue, "who": halt.who, "why": halt.why,
            ]
            let category: AuditLog.Category =
                switch halt.cause {
                case .person, .killSwitch: .control
                case .feed: .network
                case .latency, .resources: .resource
                default: .risk
                }
            try audit.add(category, event, words, at: now)
            if halt.level == .stopped { sounds?.play(plan.notifications.highRisk) }
        case .resumed(let cause, let who, _):
            log.info("Trading goes on", ["cause": cause.rawValue, "who": who])
            try audit.add(.control, "RESUMED", ["cause": cause.rawValue, "who": who], at: now)
        case .wanted(let instrument, let lots, let time): tell(instrument, lots, at: time)
        case .intent, .day, .gaveUp, .adopted: break
        }
    }

    // MARK: Inner

    func raise(_ halt: Halt) {
        guard let news = run.state.risk?.raise(halt) else { return }
        run.state.note(news)
        if news.level == .stopped { run.state.execution.cancelAll(at: news.since) }
    }

    func resume(_ cause: Halt.Cause, who: String, at now: Timestamp) {
        guard run.state.risk?.resume(cause) != nil else { return }
        gateway.note(.resumed(cause, who: who, at: now))
    }

    /// What the flag's file holds; nil where there is none.
    private func flag() throws -> String? {
        do throws(FileError) {
            let bytes = try FileBytes.head(plan.override.path, count: 4_096)
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            if error.kind == .notFound { return nil }
            // It is there, whatever it says.
            return error.detail
        }
    }

    private func followSession(at now: Timestamp) throws {
        switch (waiting(at: now), isSuspended) {
        case (nil, true):
            isSuspended = false
            log.info("Session goes on")
            try audit.add(.control, "SESSION_RESUMED", at: now)
        case (let (reason, next)?, false):
            isSuspended = true
            run.state.execution.cancelAll(at: now)
            log.info("Session is suspended", ["reason": reason, "next": MoscowTime.text(next)])
            try audit.add(.control, "SESSION_SUSPENDED", ["reason": reason, "next": RFC3339.text(next)], at: now)
        case (nil, false), (.some, true): break
        }
    }

    /// Why nothing is sent now, and until when; nil where the plan's hours are open.
    private func waiting(at now: Timestamp) -> (reason: String, next: Timestamp)? {
        if let start = plan.trading.notBefore, now < start { return ("startup_time", start) }
        guard let window = plan.trading.session, case .suspended(let reason, let next) = window.verdict(at: now) else {
            return nil
        }
        return (reason.rawValue, next)
    }
}

extension Duration {
    /// With one decimal.
    var milliseconds: String { "\(Double(nanoseconds / 100_000) / 10)" }
}
