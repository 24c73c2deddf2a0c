import Market
package import Store

/// How the alert book treats the alerts of a rule (`scheduling-alerting.md` §5 "Adopt").
package struct AlertPolicy: Hashable, Sendable {
    /// Bad ticks in a row before people are told; default 1, because age limits are a confirmation of their own.
    package var ticksToFire = 1
    /// Good ticks in a row before it counts as recovered, unless the verdict is clearly good; default 2.
    package var ticksToClose = 2
    /// True when the alert belongs to a trading session and ends with it.
    package var endsWithSession = false
    /// True when the alert is about one day and ends with it.
    package var endsWithDay = false

    /// The policy of each rule.
    package static func standard(_ rule: AlertRule) -> AlertPolicy {
        switch rule {
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop:
            AlertPolicy(endsWithSession: true)
        case .unreachable, .badPayload, .rateLimit:
            // One failed request after its retries may still be a hiccup; two ticks are not.
            // After the close nobody asks any more, so they could never end.
            AlertPolicy(ticksToFire: 2, ticksToClose: 1, endsWithSession: true)
        case .hi2Missing:
            AlertPolicy(ticksToClose: 1, endsWithDay: true)
        case .clockSkew:
            // A clock that is being set right passes through other values.
            AlertPolicy(ticksToFire: 2)
        case .authentication, .entitlement, .schemaDrift, .keyExpiry, .calendarMismatch, .calendarHorizon,
            .botSilent, .missedRuns:
            AlertPolicy(ticksToClose: 1)
        }
    }
}

/// Times and counts of the alert book that a desk may change.
package struct AlertOptions: Hashable, Sendable {
    /// First reminder after the message; then it doubles up to `longestReminder`.
    ///
    /// Default 15 minutes.
    package var firstReminder = Duration.minutes(15)
    /// Default 60 minutes.
    package var longestReminder = Duration.minutes(60)
    /// A critical alert that nobody has taken goes to the escalation chat after this; default 30 minutes.
    package var escalateAfter = AlertLimits.escalateAfter
    /// Whoever took an alert is believed to be at it for this long; default 4 hours.
    package var acknowledgementLasts = Duration.hours(4)
    /// What opens this long after a close still belongs to the closed session; default 15 minutes, as its last slot is
    /// judged late.
    package var closingGrace = Duration.minutes(15)
    /// More turns between bad and good than this within an hour is flapping; default 6.
    package var flipsPerHour = 6
    /// A flapping alert is settled after this long without a turn; default 30 minutes.
    package var settleAfter = Duration.minutes(30)
    /// More new alerts of one market at one tick than this share one message; default 3.
    package var digestAbove = 3

    package init() {}
}
