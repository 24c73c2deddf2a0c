import Execution
package import Market
import Platform
package import Store

/// What a person asks of it through the store.
extension LiveEngine {
    package enum Answer: Hashable, Sendable {
        /// With what came of it, one line.
        case done(String)
        case refused(EngineRefusal)
    }

    struct Ask: Sendable {
        let request: EngineRequest
        let who: String
        let handOver: HandOver<Answer>
    }

    /// Has it done between two events, and returns once it is in the journal; its orders may still be on their way.
    ///
    /// - Parameter who: for the halt, the journal and the audit log.
    package func carryOut(_ request: EngineRequest, by who: String) async throws -> Answer {
        guard !isEnding else { return .refused(.notRunning) }
        return try await HandOver.wait { handOver in
            asks.append(Ask(request: request, who: who, handOver: handOver))
            inbox.wakeup.call()
        }
    }

    /// Whether somebody waits for an answer.
    package var isAsked: Bool { !asks.isEmpty }

    /// Takes over a halt that a person has put into the store; one that is as strict already stays.
    ///
    /// Nothing that a person wrote there is ever taken as a word to go on.
    package func follow(_ halts: Halts) {
        guard !isEnding else { return }
        followed = halts
        words += halts.all.map { .halted($0) }
        inbox.wakeup.call()
    }

    /// Answers whoever waits: it will do no more.
    func refuseAsks() {
        isEnding = true
        for ask in asks { ask.handOver.resume(returning: .refused(.notRunning)) }
        asks = []
    }

    func takeAsks() -> [Ask] {
        defer { asks = [] }
        return asks
    }

    /// With the position that is meant; nil where it is gone, and nothing comes of it.
    func traced(_ ask: Ask) -> TracedAsk? {
        switch ask.request {
        case .resume: .resume(who: ask.who)
        case .flatten(let reason): .flatten(who: ask.who, reason: reason)
        case .close(let trip, let isHalf):
            run.trips?.slot(of: trip).map { .reduce($0, isHalf: isHalf, who: ask.who) }
        }
    }

    func answer(_ request: EngineRequest, by who: String, at now: Timestamp) -> Answer {
        switch request {
        case .resume: return resumeAll(by: who, at: now)
        case .flatten(let reason):
            pullKillSwitch(by: who, reason, at: now)
            return .done("everything is being closed; nothing opens until it is resumed")
        case .close(let trip, let isHalf):
            guard let slot = run.trips?.slot(of: trip) else { return .refused(.gone) }
            return reduce(slot, isHalf: isHalf, by: who, at: now)
        }
    }

    /// Goes on with what people have asked for.
    func proceed(at now: Timestamp) {
        // A full stop lets only the kill switch send, and that closes everything anyway.
        let isStopped = killSwitch.isPulled || run.state.risk?.halts.level == .stopped
        for (index, reduction) in reductions.sorted(by: { $0.key < $1.key }) {
            var reduction = reduction
            let outcome: PositionReduction.Outcome =
                isStopped ? .givenUp : reduction.proceed(run.state.execution, at: now)
            reductions[index] = reduction
            guard outcome != .goesOn else { continue }
            reductions[index] = nil
            run.state.instruments[index].isHeldBack = false
            if outcome == .givenUp {
                let instrument = run.state.execution.instrument(reduction.slot)
                log.error("Position was not reduced as it had to be", ["instrument": "\(instrument)"])
            }
        }
    }

    // MARK: Inner

    /// Has everything closed; its halt is in the journal before its orders.
    func pullKillSwitch(by who: String, _ reason: String, at now: Timestamp) {
        guard var risk = run.state.risk else { return }
        let why = reason.isEmpty ? "flatten" : reason
        let halt = killSwitch.pull(run.state.execution, &risk, who: who, why: why, at: now)
        run.state.risk = risk
        run.state.note(halt)
        killSwitch.proceed(run.state.execution, at: now)
    }

    /// Ends what a person can end; what would come back at once stays, and is named.
    @discardableResult
    func resumeAll(by who: String, at now: Timestamp) -> Answer {
        // Whoever asks has taken them out of the store before.
        followed = Halts()
        let halts = run.state.risk?.halts.all ?? []
        let staying = halts.filter { stays($0) }
        let ending = halts.filter { !stays($0) }
        guard !ending.isEmpty else {
            return .refused(staying.contains { $0.cause == .killSwitch } ? .flattening : .notHalted)
        }
        for halt in ending { resume(halt.cause, who: who, at: now) }
        return .done(EngineResumption(ended: ending.map(\.cause), staying: staying.map(\.cause)).text)
    }

    private func stays(_ halt: Halt) -> Bool {
        switch halt.cause {
        case .killSwitch: killSwitch.isPulled
        // Books end it, and room on the machine.
        case .feed, .resources: true
        // The file is its own word; it would be taken for another halt at once.
        case .person: halt.who == ManualOverride.who
        default: halt.end == .nextTradingDay
        }
    }

    @discardableResult
    func reduce(_ slot: InstrumentSlot, isHalf: Bool, by who: String, at now: Timestamp) -> Answer {
        let position = run.state.execution.position(of: slot)
        guard let side = position.side else { return .refused(.gone) }
        if run.state.risk?.halts.level == .stopped { return .refused(killSwitch.isPulled ? .busy : .halted) }
        guard gate.accepts(slot), !isSuspended else { return .refused(.shut) }
        guard reductions[slot.index] == nil else { return .refused(.busy) }
        var kept = Lots.zero
        if isHalf {
            guard let half = PositionReduction.half(of: position.lots) else { return .refused(.tooSmall) }
            kept = half
        }
        begin(PositionReduction(slot, side, keeping: kept, at: now), at: now)
        let instrument = run.state.execution.instrument(slot)
        log.info("A person has a position reduced", ["instrument": "\(instrument)", "who": who])
        return .done(isHalf ? "half of it is being closed" : "it is being closed")
    }
}
