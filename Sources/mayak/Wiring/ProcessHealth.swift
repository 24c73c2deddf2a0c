import Market
import Store

/// Judges from the store whether the product is doing its work.
///
/// Not "a process exists" but "work was done lately": signs of life, jobs that are overdue, and the age of what waits
/// to be sent (`scheduling-alerting.md` §7).
struct ProcessHealth: Sendable {
    struct Limits: Sendable {
        /// Longest silence of the scheduler: two intervals.
        var scheduler: Duration
        /// Longest silence of the bot: two long polls and a margin.
        var bot: Duration
        /// A job may be late by two intervals; session jobs have a next run inside sessions only.
        var overdue: Duration
        var outbox = Duration.minutes(10)

        /// - Parameter speed: Of a scaled clock, because processes beat in real time.
        init(interval: Duration, pollTimeout: Duration, speed: Double) {
            scheduler = max(interval * 2, .minutes(2) * max(1, speed))
            bot = Heartbeat.pollSilence(timeout: pollTimeout) * max(1, speed)
            overdue = max(interval * 2, .minutes(2) * max(1, speed))
            outbox = max(outbox, .minutes(2) * max(1, speed))
        }
    }

    /// One sentence for each thing that is wrong; empty means healthy.
    let complaints: [String]

    /// - Parameter trouble: why polls fail, as the bot has written it.
    init(
        now: Timestamp,
        limits: Limits,
        heartbeats: [Heartbeat],
        plan: [JobPlan],
        outbox: OutboxDepth,
        trouble: PollTrouble? = nil
    ) {
        var complaints: [String] = []
        func beat(_ process: ProcessName) -> Heartbeat? { heartbeats.first { $0.process == process } }
        // A cause that a dead process has left behind explains nothing.
        let isBotAlive = beat(.botProcess).map { $0.silence(at: now) <= limits.bot } ?? false
        let cause = trouble.flatMap { isBotAlive ? "; \($0.description)" : nil } ?? ""
        for (process, limit) in [(ProcessName.scheduler, limits.scheduler), (.bot, limits.bot)] {
            let cause = process == .bot ? cause : ""
            guard let beat = beat(process) else {
                complaints.append("\(process): no sign of life yet\(cause)")
                continue
            }
            let age = beat.silence(at: now)
            guard age > limit else { continue }
            complaints.append(
                beat.at > now
                    ? "\(process): its last sign of life lies \(age.wholeSeconds) s ahead: the clock was wrong then, or is now"
                    : "\(process): silent for \(age.wholeSeconds) s, more than \(limit.wholeSeconds) s\(cause)"
            )
        }
        for job in plan where !job.isPaused {
            guard let next = job.nextRun, next + limits.overdue < now else { continue }
            complaints.append("job \(job.id): due at \(MoscowTime.text(next)) МСК and not run")
        }
        if let oldest = outbox.oldest, oldest + limits.outbox < now {
            complaints.append(
                "outbox: \(outbox.queued) waiting, the oldest for \(oldest.duration(to: now).wholeSeconds) s"
            )
        }
        self.complaints = complaints
    }
}
