import Market
import Operations
import Store

/// What became of a command, in the reader's words: the scheduler's own are for the log and the audit trail.
struct CommandOutcomeWords {
    let record: CommandRecord
    /// The silences in force, oldest first.
    let silences: [Silence]
    let today: CivilDate
    let wording: Wording

    var html: String {
        record.state == .done ? "🟢 \(success)" : "🟠 \(wording.html(failure))"
    }

    private var success: String {
        guard case .alert(let request) = record.command else { return wording.html(OutcomePhrase.done) }
        switch request {
        case .silence, .silenceAlert:
            guard let silence = silences.last(where: { $0.author == record.author }) else {
                return wording.html(OutcomePhrase.silenceSet)
            }
            return wording.html(
                OutcomePhrase.silent,
                ["scope": silence.scope(wording), "time": wording.clock(silence.until, today: today)]
            )
        case .endSilences: return wording.html(OutcomePhrase.silenceEnded)
        case .acknowledge, .acknowledgeOne, .release, .handOver, .resolve, .reopen, .recheck:
            return wording.html(OutcomePhrase.done)
        }
    }

    private var failure: OutcomePhrase {
        if record.result == CommandRecord.withdrawn { return .rightGone }
        guard record.state == .refused, case .alert(let request) = record.command else { return .failed }
        return switch request {
        case .endSilences: .noSilence
        case .silence: .failed
        case .acknowledge, .acknowledgeOne, .release, .handOver, .resolve, .reopen, .recheck, .silenceAlert:
            .alertClosed
        }
    }
}
