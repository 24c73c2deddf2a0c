import Market
import Operations
import Store

/// What became of a command, in the reader's words: the scheduler's own are for the log and the audit trail.
struct CommandOutcomeWords {
    let record: CommandRecord
    /// Those that have not ended, and those that the command ended; oldest first.
    let silences: [Silence]
    let today: CivilDate
    let wording: Wording

    var html: String {
        if record.state == .refused, case .engine = record.command,
            let refusal = EngineRefusal(rawValue: record.result ?? "")
        {
            return "🟠 \(wording.html(refusal.phrase))"
        }
        return record.state == .done ? "🟢 \(success)" : "🟠 \(wording.html(failure))"
    }

    /// Halts that stay although the engine was told to go on are named.
    private func engine(_ request: EngineRequest) -> String {
        switch request {
        case .flatten: return wording.html(EnginePhrase.flattening)
        case .close(_, let isHalf): return wording.html(isHalf ? EnginePhrase.halving : .closing)
        case .resume:
            let staying = EngineResumption(stored: record.result ?? "")?.staying ?? []
            guard !staying.isEmpty else { return wording.html(EnginePhrase.resumed) }
            let names = staying.map { wording.text($0.title) }.joined(separator: ", ")
            return wording.html(EnginePhrase.resumedBut, ["causes": names])
        }
    }

    private var success: String {
        if case .engine(let request) = record.command { return engine(request) }
        guard case .alert(let request) = record.command else { return wording.html(OutcomePhrase.done) }
        switch request {
        case .silence(let rule, let market, let endpoint, _, _):
            return outcome(of: silences.last { $0.rule == rule && $0.market == market && $0.endpoint == endpoint })
        case .silenceAlert: return outcome(of: silences.last { $0.author == record.author })
        case .endSilences(let ids):
            var scopes: [String] = []
            for silence in silences where ids.contains(silence.id) && !scopes.contains(silence.scope(wording)) {
                scopes.append(silence.scope(wording))
            }
            guard !scopes.isEmpty else { return wording.html(OutcomePhrase.silenceEnded) }
            return wording.html(OutcomePhrase.silencesEnded, ["scope": scopes.joined(separator: ", ")])
        case .acknowledge, .acknowledgeOne, .release, .handOver, .resolve, .reopen, .recheck:
            return wording.html(OutcomePhrase.done)
        }
    }

    private func outcome(of silence: Silence?) -> String {
        guard let silence else { return wording.html(OutcomePhrase.silenceSet) }
        return wording.html(
            OutcomePhrase.silent,
            ["scope": silence.scope(wording), "time": wording.clock(silence.until, today: today)]
        )
    }

    private var failure: OutcomePhrase {
        if record.state == .withdrawn { return .rightGone }
        guard record.state == .refused, case .alert(let request) = record.command else { return .failed }
        return switch request {
        case .endSilences: .noSilence
        case .silence: .failed
        case .acknowledge, .acknowledgeOne, .release, .handOver, .resolve, .reopen, .recheck, .silenceAlert:
            .alertClosed
        }
    }
}
