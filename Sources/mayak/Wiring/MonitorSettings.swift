import Platform

/// The session monitors (seed 002) and the alerts.
struct MonitorSettings: Sendable {
    /// SYSTIME older than this is stale.
    let delay: Duration
    let interval: Duration
    let publishLag: Duration
    let deadManURL: Secret<String>?
    let escalateAfter: Duration
    let firstReminder: Duration

    init(_ reader: inout ConfigurationReader) {
        delay = reader.seconds(
            "monitor.delay",
            "DELAY",
            default: 600,
            in: 1...86_400,
            "Age of the last SYSTIME from which a feed is stale"
        )
        interval = reader.minutes(
            "monitor.interval",
            "INTERVAL_REQUEST",
            default: 5,
            in: 1...240,
            "Time between two checks of a session"
        )
        publishLag = reader.seconds(
            "monitor.publish_lag",
            "MAYAK_PUBLISH_LAG",
            default: 30,
            in: 0...3_600,
            "Time the exchange normally takes to publish a slot; the first check of a session waits for it"
        )
        deadManURL = reader.secretURL(
            "monitor.dead_man_url",
            "MAYAK_DEAD_MAN_URL",
            "Address that is requested after each complete cycle, so that its owner notices our silence"
        )
        escalateAfter = reader.minutes(
            "monitor.escalate_after",
            "MAYAK_ESCALATE_AFTER",
            default: 30,
            in: 1...1_440,
            "Time after which a critical alert that nobody took is escalated"
        )
        firstReminder = reader.minutes(
            "monitor.first_reminder",
            "MAYAK_FIRST_REMINDER",
            default: 15,
            in: 1...1_440,
            "Time to the first reminder of an open alert"
        )
    }
}
