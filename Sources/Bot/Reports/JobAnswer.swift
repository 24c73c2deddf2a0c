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

extension Reaction {
    /// Posts "run this job" with its audit row, and an answer that follows it.
    mutating func run(_ job: String, for caller: Caller, _ desk: BotDesk) {
        let place = batch.drafts.count
        reply(caller, caller.wording.html(ReportPhrase.runWaiting, ["job": job]), at: desk.now)
        post(
            .runJob(id: job),
            by: caller,
            action: "job.run",
            object: job,
            saysSuccess: true,
            patience: desk.options.schedulerPatience,
            at: desk.now
        )
        followUps[followUps.count - 1].answer = JobAnswer(job: job, outbox: Int64(place))
    }
}

/// Starts a job: `v1:run:<job>`.
struct RunButtons: ButtonHandler {
    let route = "run"

    static func payload(_ job: String) -> String {
        CallbackPayload(route: "run", arguments: [job]).text
    }

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let id = press.payload.arguments.first else { return nil }
        guard press.caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        guard try await press.desk.store.plan().contains(where: { $0.id == id }) else { return nil }
        return PressPlan(toast: press.wording.text(CommonPhrase.commandPosted)) {
            var reaction = Reaction()
            reaction.run(id, for: press.caller, press.desk)
            return reaction
        }
    }
}
