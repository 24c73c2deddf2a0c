import Market
import Store

/// From when on a part of the product counts as ill: the same for chat, probe and command line.
package struct HealthLimits: Hashable, Sendable {
    /// Longest silence of the scheduler; see ``HealthOptions/scheduler``.
    package var scheduler: Duration
    /// Longest time without a poll that succeeded: two polls that are held open, and a margin.
    package var bot: Duration
    /// How late a job may be: two intervals of the monitor, at least 2 min.
    ///
    /// Default 10 min. Session jobs have a next run inside sessions only.
    package var overdue: Duration = .minutes(10)
    /// Age of the oldest waiting message; see ``HealthOptions/outbox``.
    package var outbox: Duration

    /// - Parameter bot: see `Heartbeat.pollSilence(timeout:)`.
    package init(bot: Duration, _ options: HealthOptions = HealthOptions()) {
        self.bot = bot
        scheduler = options.scheduler
        outbox = options.outbox
    }

    /// - Parameters:
    ///   - interval: between two checks of a session.
    ///   - pollTimeout: how long one poll is held open.
    ///   - speed: of a clock, because processes live in real time; see `MarketClock.speedUp`.
    package init(
        _ options: HealthOptions = HealthOptions(),
        interval: Duration,
        pollTimeout: Duration,
        speed: Double = 1
    ) {
        self.init(bot: Heartbeat.pollSilence(timeout: pollTimeout) * speed, options)
        scheduler = scheduler * speed
        overdue = max(interval * 2, .minutes(2) * speed)
        outbox = outbox * speed
    }
}
