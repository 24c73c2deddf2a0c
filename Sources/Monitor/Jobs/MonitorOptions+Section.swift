import Market
package import Platform

/// The section `monitor`.
extension MonitorOptions: ConfigurationSection {
    package mutating func read(from reader: inout ConfigurationReader) {
        timing.limit = reader.seconds(
            "monitor.delay",
            "DELAY",
            default: timing.limit,
            in: 1...86_400,
            "Age of the last SYSTIME from which a feed is stale"
        )
        for feed in Feed.all where feed.endpoint.isSlotted {
            timing.own[feed] = reader.value(
                "monitor.delay.\(feed.market).\(feed.endpoint)",
                "MAYAK_DELAY_\(feed.market)_\(feed.endpoint.rawValue.uppercased())",
                default: nil,
                allowed: "1 to 86400 seconds",
                "The same for \(feed) alone; `monitor.delay` where it is not set"
            ) { Int($0).flatMap { (1...86_400).contains($0) ? .seconds($0) : nil } }
        }
        interval = reader.minutes(
            "monitor.interval",
            "INTERVAL_REQUEST",
            default: interval,
            in: 1...240,
            "Time between two checks of a session"
        )
        timing.publishLag = reader.seconds(
            "monitor.publish_lag",
            "MAYAK_PUBLISH_LAG",
            default: timing.publishLag,
            in: 0...3_600,
            "Time the exchange normally takes to publish a slot; the first check of a session waits for it"
        )
        deadManURL = reader.secretURL(
            "monitor.dead_man_url",
            "MAYAK_DEAD_MAN_URL",
            "Address that is requested after each complete cycle, so that its owner notices our silence"
        )
        alerts.escalateAfter = reader.minutes(
            "monitor.escalate_after",
            "MAYAK_ESCALATE_AFTER",
            default: alerts.escalateAfter,
            in: 1...1_440,
            "Time after which a critical alert that nobody took is escalated"
        )
        alerts.firstReminder = reader.minutes(
            "monitor.first_reminder",
            "MAYAK_FIRST_REMINDER",
            default: alerts.firstReminder,
            in: 1...1_440,
            "Time to the first reminder of an open critical alert; a warning's comes after an hour"
        )
    }
}
