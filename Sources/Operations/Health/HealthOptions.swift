import Market
package import Platform
import Store

/// From when on a part of the product counts as ill, where the desk's patience differs from ours.
package struct HealthOptions: ConfigurationSection {
    /// Longest silence of the scheduler, which signs every 5 s (`Heartbeat.interval`).
    ///
    /// Default 90 s.
    package var scheduler = Heartbeat.interval * 18
    /// Age of the oldest message that waits for the chat; what is planned for later does not wait.
    ///
    /// Default 2 min.
    package var outbox = Duration.minutes(2)

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
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
