package import Market
import Platform

/// The next fires of a trigger, for people who want to see what a schedule means before it runs.
package enum FirePreview {
    /// Up to `count` fires at or after an instant, in order.
    package static func fires(
        from instant: Timestamp,
        count: Int,
        next: (Timestamp) -> Timestamp?
    ) -> [Timestamp] {
        var fires: [Timestamp] = []
        var cursor = instant
        while fires.count < count, let fire = next(cursor) {
            fires.append(fire)
            cursor = fire + .nanoseconds(1)
        }
        return fires
    }

    /// Reads RFC 3339, or `YYYY-MM-DD[THH:MM[:SS]]` on the zone's clocks, within `CivilDate.supported`.
    package static func instant(_ text: String, in zone: TimeZoneRules) -> Timestamp? {
        guard let date = CivilDate(String(text.prefix(10))) else { return nil }
        if let instant = RFC3339.instant(text) { return instant }
        let rest = text.dropFirst(10)
        guard let separator = rest.first else { return zone.resolve(LocalDateTime(date, .midnight)).earliest }
        guard separator == "T" || separator == " ", let time = TimeOfDay(String(rest.dropFirst())) else { return nil }
        return zone.resolve(LocalDateTime(date, time)).earliest
    }
}
