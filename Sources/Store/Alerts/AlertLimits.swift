import Market

/// Limits by which the scheduler judges and which the bot shows, so that both have one default.
package enum AlertLimits {
    /// `DELAY`: how old the newest data of a feed may be; 600 s (seed 002).
    package static let delay = Duration.seconds(600)
    /// How long a critical alert waits for somebody to take it before it is escalated; 30 minutes.
    package static let escalateAfter = Duration.minutes(30)
}
