package import Market

/// When a job fires: its nominal times, before jitter and catch-up.
package enum Trigger: Hashable, Sendable {
    case cron(CronExpression)
    case interval(IntervalTrigger)
    case once(Timestamp)
    case sessionRelative(SessionTrigger)

    /// The first nominal time at or after an instant; nil when none will come.
    package func nextFire(
        atOrAfter instant: Timestamp,
        in zone: TimeZoneRules,
        calendar: any SessionCalendar
    ) -> Timestamp? {
        switch self {
        case .cron(let expression): expression.nextFire(atOrAfter: instant, in: zone)
        case .interval(let interval): interval.nextFire(atOrAfter: instant, in: zone)
        case .once(let fire): fire >= instant ? fire : nil
        case .sessionRelative(let session): session.nextFire(atOrAfter: instant, calendar: calendar)
        }
    }

    /// The form of seed 002's console: `interval[0:05:00]`, `cron[hour='19', minute='2', second='5']`,
    /// `date[2026-11-20 19:02:00+03:00]`, `session[EQ main open+0:05:10]`.
    package func consoleText(in zone: TimeZoneRules) -> String {
        switch self {
        case .cron(let expression): expression.consoleText
        case .interval(let interval): interval.consoleText
        case .once(let fire): "date[\(zone.local(fire))\(zone.offsetText(at: fire))]"
        case .sessionRelative(let session): session.consoleText
        }
    }
}
