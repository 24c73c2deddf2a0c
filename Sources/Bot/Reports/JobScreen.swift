import Market
import Store

/// What the answer says of a job.
struct JobScreen {
    let job: String
    let state: CommandState
    /// The scheduler's own words, in English: for a refusal, and where no run is known.
    let result: String
    /// The run that the command started; nil before it began.
    let run: JobRun?
    let now: Timestamp
    let wording: Wording

    var html: String {
        let span = run.map { $0.claimedAt.duration(to: $0.finishedAt ?? now) } ?? .zero
        let isAtOnce = phrase == .runDone && span < .seconds(1)
        let line = wording.html(
            isAtOnce ? .runDoneAtOnce : phrase,
            ["job": job, "span": wording.duration(span)]
        )
        guard let detail = wording.technical(detail) else { return line }
        return "\(line)\n<blockquote expandable>\(HTMLText.escape(String(detail.prefix(500))))</blockquote>"
    }

    private var detail: String {
        switch state {
        case .queued, .claimed: ""
        case .done, .failed, .refused, .withdrawn: run?.detail ?? result
        }
    }

    private var phrase: ReportPhrase {
        switch state {
        case .queued: return .runLost
        case .claimed: return .runGoing
        case .refused, .withdrawn: return .runRefused
        case .done, .failed: break
        }
        switch run?.outcome {
        case .succeeded: return .runDone
        case .timedOut: return .runTimedOut
        case .interrupted: return .runInterrupted
        case .failed, .running, .missed, .skippedOverlap, .skippedCalendar, .skippedPaused, .coalesced:
            return .runFailed
        case nil: return state == .done ? .runDone : .runFailed
        }
    }
}
