import Market
import Operations
import Platform
import Store

/// `mayak jobs pause`: a job stands still until somebody lets it go on.
enum JobsPauseCommand: Command {
    static let spec = CommandSpec(
        "jobs pause",
        summary: "Stop a job until it is resumed",
        details: """
            Runs that its plan brings meanwhile are passed over (skipped_paused in the ledger) and not made up for; mayak run-job and /run still run it.
            It outlasts restarts. The running scheduler heeds it at once. Without --job it lists what stands still.

            mayak jobs pause --job send_plots --reason 'the chat is moving'
            """,
        options: CommandJobPauses.options + [
            .value("reason", "TEXT", "Why, for everybody who asks; at most \(JobPausing.reasonLimit) characters")
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let reason = arguments.string("reason") ?? ""
        guard reason.count <= JobPausing.reasonLimit else {
            throw UsageError(
                .invalidValue,
                "mayak jobs pause: --reason has \(reason.count) characters, \(JobPausing.reasonLimit) are allowed"
            )
        }
        try await CommandJobPauses.run(arguments, name: "mayak jobs pause") { jobs, now in
            guard let job = arguments.string("job") else {
                let pauses = try await jobs.pauses()
                let lines = pauses.map { "\($0.job): paused since \(MoscowTime.text($0.since)) by \($0.reason)" }
                return lines.isEmpty ? "No job is paused" : lines.joined(separator: "\n")
            }
            let outcome = try await JobPausing(store: jobs).pause(
                job,
                by: CommandCalendar.terminalUser,
                reason: reason,
                at: now
            )
            let pause = outcome.pause
            let state = outcome.isNew ? "paused" : "paused already, since \(MoscowTime.text(pause.since))"
            return "\(pause.job): \(state) by \(pause.reason)"
        }
    }
}

/// `mayak jobs resume`: a job that stood still goes on.
enum JobsResumeCommand: Command {
    static let spec = CommandSpec(
        "jobs resume",
        summary: "Let a paused job go on with its plan",
        details: "What was passed over meanwhile is not made up for: mayak run-job runs it once.",
        options: CommandJobPauses.options
    )

    static func run(_ arguments: Arguments) async throws {
        let job = try arguments.required("job")
        try await CommandJobPauses.run(arguments, name: "mayak jobs resume") { jobs, now in
            let pausing = JobPausing(store: jobs)
            let ended = try await pausing.resume(job, by: CommandCalendar.terminalUser, at: now)
            return ended.map { "\($0.job): goes on; it was paused by \($0.reason)" } ?? "\(job): is not paused"
        }
    }
}

/// What both commands have in common.
enum CommandJobPauses {
    static let options: [OptionSpec] =
        [
            .value("job", "JOB", "Its id, as mayak jobs lists it"),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options

    /// Opens the store, prints what the body answers, and puts refusals into words.
    static func run(
        _ arguments: Arguments,
        name: String,
        _ body: (JobStore, Timestamp) async throws -> String
    ) async throws {
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "jobs", clock: clock))
        do {
            print(try await body(store.jobs, clock.now))
            await store.close()
        } catch let refusal as JobPausing.Refusal {
            await store.close()
            switch refusal {
            case .unknown(let ids):
                let known = ids.isEmpty ? "nothing was planned yet: start mayak scheduler" : ids.joined(separator: ", ")
                throw CommandFailure(.failure, "\(name): there is no such job; there are: \(known)")
            case .indispensable:
                throw CommandFailure(
                    .failure,
                    "\(name): \(JobPausing.indispensable) plans each new day and cannot be paused"
                )
            }
        } catch {
            await store.close()
            throw error
        }
    }
}
