import Exchange
package import Market
import Store

/// Warnings about what runs out: the API key and the confirmed calendar.
package struct HorizonRules: RuleFamily, StandingCheck {
    /// Of what runs out, less is worse; it stops nothing yet.
    static let policies: [AlertRule: AlertPolicy] = [
        .keyExpiry: AlertPolicy(ticksToClose: 1, worst: .lowest, isIncident: false, recheck: .watch),
        .calendarHorizon: AlertPolicy(ticksToClose: 1, worst: .lowest, isIncident: false, recheck: .watch),
    ]

    private var lookedOn: CivilDate?

    /// The API key's `exp` is less than this many days away; default 14.
    package static let keyDays = 14.0
    /// Fewer confirmed days than this lie ahead (`DESIGN.md` §5, `scheduling-alerting.md` §3 "Adopt" 10).
    package static let calendarDays = 30

    /// Once a day: both are counted in days.
    mutating func look(_ parts: MonitorParts, at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        guard parts.options.checksDailySets, lookedOn != date else { return [] }
        let calendar = try await parts.calendars.calendar()
        lookedOn = date
        return Self.calendar(calendar, from: date) + [Self.keyExpiry(parts.exchange.keyExpiry, at: now)]
    }

    package static func keyExpiry(_ expiry: Timestamp?, at now: Timestamp) -> Verdict {
        let key = AlertKey(.keyExpiry)
        guard let expiry else { return .good(key) }
        let days = (expiry - now).inSeconds / 86_400
        guard days < keyDays else { return .good(key) }
        var facts = AlertFacts()
        facts.detail = "exp \(MoscowTime.text(expiry))"
        return .bad(
            key,
            value: max(0, days.rounded(.down)),
            limit: keyDays,
            severity: days < 3 ? .critical : .warning,
            facts: facts
        )
    }

    package static func calendar(_ calendar: TradingCalendar, from date: CivilDate) -> [Verdict] {
        MarketID.allCases.map { market in
            let key = AlertKey(.calendarHorizon, market: market)
            let confirmed = calendar.confirmedDaysAhead(from: date, market: market)
            guard confirmed < calendarDays else { return .good(key) }
            return .bad(key, value: Double(confirmed), limit: Double(calendarDays), severity: .info)
        }
    }
}
