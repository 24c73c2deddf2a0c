import Bot
import Market
import Monitor
import Operations
import Platform

/// From when on a part of the product counts as ill, where the desk's patience differs from ours.
struct HealthOptions: ConfigurationSection {
    /// Longest silence of the scheduler, which signs every 5 s.
    ///
    /// Default 90 s.
    var scheduler = HealthLimits.schedulerSilence
    /// Age of the oldest message that waits for the chat.
    ///
    /// Default 2 min.
    var outbox = Duration.minutes(2)

    mutating func read(from reader: inout ConfigurationReader) {
        scheduler = reader.seconds(
            "health.scheduler",
            "MAYAK_HEALTH_SCHEDULER",
            default: scheduler,
            in: 15...3_600,
            "Longest silence of the scheduler before `/health`, `/healthz` and the dashboard call it ill"
        )
        outbox = reader.seconds(
            "health.outbox",
            "MAYAK_HEALTH_OUTBOX",
            default: outbox,
            in: 10...3_600,
            "Age of the oldest waiting message before they call its delivery ill"
        )
    }
}

extension Settings {
    /// When a part of the product counts as ill, for processes that live by this clock.
    func healthLimits(_ clock: any MarketClock) -> HealthLimits {
        let speed = max(1, (clock as? ScaledClock)?.anchor.speed ?? 1)
        var limits = HealthLimits(interval: monitor.interval, pollTimeout: telegram.pollTimeout, speed: speed)
        limits.scheduler = health.scheduler * speed
        limits.outbox = health.outbox * speed
        return limits
    }
}
