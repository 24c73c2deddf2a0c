import Market
import Store

/// From when on a part of the product counts as ill: the same for chat, probe and command line.
package struct HealthLimits: Hashable, Sendable {
    /// Longest silence of the scheduler, which signs every 5 s.
    ///
    /// Default 90 s.
    package var scheduler = Self.schedulerSilence
    /// Longest time without a poll that succeeded: two polls that are held open, and a margin.
    package var bot: Duration
    /// How late a job may be: two intervals of the monitor, at least 2 min.
    ///
    /// Default 10 min. Session jobs have a next run inside sessions only.
    package var overdue: Duration = .minutes(10)
    /// Age of the oldest waiting message; what is planned for later does not wait.
    ///
    /// Default 2 min.
    package var outbox: Duration = .minutes(2)

    /// - Parameter bot: see `Heartbeat.pollSilence(timeout:)`.
    package init(bot: Duration) {
        self.bot = bot
    }

    /// - Parameters:
    ///   - interval: between two checks of a session.
    ///   - pollTimeout: how long one poll is held open.
    ///   - speed: of a scaled clock, because processes live in real time.
    package init(interval: Duration, pollTimeout: Duration, speed: Double = 1) {
        let speed = max(1, speed)
        self.init(bot: Heartbeat.pollSilence(timeout: pollTimeout) * speed)
        scheduler = scheduler * speed
        overdue = Self.overdue(interval: interval, speed: speed)
        outbox = outbox * speed
    }

    /// How late a job may be, from the monitor's interval.
    package static func overdue(interval: Duration, speed: Double = 1) -> Duration {
        max(interval * 2, .minutes(2) * max(1, speed))
    }

    package static let schedulerSilence = Duration.seconds(90)
}
