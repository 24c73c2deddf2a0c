import Market
import Store

/// Times and counts of the alert book that a desk may change.
package struct AlertOptions: Hashable, Sendable {
    /// First reminder after the message of a critical alert; then it doubles up to `longestReminder`, with which the others begin.
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
    /// Between two sessions of a day; an outage that goes on across it is one; default an hour.
    package var longestBreak = Duration.hours(1)
    /// More turns between bad and good than this within an hour is flapping; default 6.
    package var flipsPerHour = 6
    /// A flapping alert is settled after this long without a turn; default 30 minutes.
    package var settleAfter = Duration.minutes(30)
    /// More new alerts that belong to no market at one tick than this share one message; default 3.
    package var digestAbove = 3
    /// The same rule in another market has the same cause while the last of it goes on and was told within this time; default
    /// 60 minutes: one message that names all is calmer than one each, with its reminders.
    package var causeSpreads = Duration.minutes(60)
    /// What several markets ask within this time is one look at what they share; default one minute.
    package var look = Duration.minutes(1)
    /// What joins a message makes no sound for this long after the last one; default 15 minutes.
    package var joinsQuietly = Duration.minutes(15)

    package init() {}
}
