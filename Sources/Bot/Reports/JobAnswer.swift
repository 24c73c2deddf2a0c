import Market
import Store

/// The message that follows a job somebody started: edited while the job runs, and when it has ended.
struct JobAnswer: Hashable, Codable, Sendable {
    var job: String
    /// The message's number in the outbox; before the commit its place among the batch's drafts.
    var outbox: Int64
    /// When the chat was last told that the job goes on, in milliseconds of Unix time.
    var toldAt: Int64?

    /// Whether it is time to say again that the job goes on: after three seconds, then every quarter of a minute.
    func isDue(startedAt: Timestamp, now: Timestamp) -> Bool {
        guard let toldAt else { return startedAt.duration(to: now) >= .seconds(3) }
        return Timestamp(milliseconds: toldAt).duration(to: now) >= .seconds(15)
    }
}

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
        let line = wording.html(phrase, ["job": job, "span": wording.duration(span)])
        guard !detail.isEmpty else { return line }
        return "\(line)\n<blockquote expandable>\(HTMLText.escape(String(detail.prefix(500))))</blockquote>"
    }

    private var detail: String {
        switch state {
        case .queued, .claimed: ""
        case .done, .failed, .refused: run?.detail ?? result
        }
    }

    private var phrase: ReportPhrase {
        switch state {
        case .queued: return .runLost
        case .claimed: return .runGoing
        case .refused: return .runRefused
        case .done, .failed: break
        }
        switch run?.outcome {
        case .succeeded: return .runDone
        case .timedOut: return .runTimedOut
        case .interrupted: return .runInterrupted
        case .failed, .running, .missed, .skippedOverlap, .skippedCalendar, .coalesced: return .runFailed
        case nil: return state == .done ? .runDone : .runFailed
        }
    }
}
