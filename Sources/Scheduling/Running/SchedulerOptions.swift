package import Store

/// How runs of one moment are carried out.
package enum ExecutionMode: String, Hashable, Sendable {
    /// Each in a task of its own: a slow run holds nobody up.
    case concurrent
    /// One after the other in the order of nominal time, each awaited: for replays, which must give the same bytes.
    ///
    /// A limit is judged after the run, because waiting for it would move a replay's clock.
    case sequential
}

/// Settings of the scheduler itself; jobs bring their own.
package struct SchedulerOptions: Sendable {
    /// Default concurrent.
    package var execution: ExecutionMode = .concurrent
    /// How often the store is asked for edits and commands, in real time; default 1 s, so that both act within 2 s.
    package var pollInterval: Duration = .seconds(1)
    /// How long running jobs may go on after a stop, in real time; default 6 s, so that the process is gone within 8.
    package var stopLimit: Duration = .seconds(6)
    /// How often the heartbeat is written, in the clock's time; default 5 s.
    package var heartbeatInterval = Heartbeat.interval
    /// Messages about a run that failed or timed out, committed with its result; default none.
    package var failureDrafts: @Sendable (JobRun) -> [OutboxDraft] = { _ in [] }

    /// Counts the ends of runs; default none.
    package var metrics: RunMetrics?

    package init() {}
}

/// Why the scheduler refused.
package struct SchedulerError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unknownJob, alreadyRunning, stopping, claimedElsewhere
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}
