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

    /// Reads RFC 3339, or a date of `DateReader` with or without `THH:MM[:SS]` on the zone's clocks.
    ///
    /// - Parameter now: what "tomorrow" is reckoned from.
    package static func instant(_ text: String, in zone: TimeZoneRules, now: Timestamp) -> Timestamp? {
        if let instant = RFC3339.instant(text) { return instant }
        let reader = DateReader(today: zone.local(now).date)
        if let date = reader.date(text) { return zone.resolve(LocalDateTime(date, .midnight)).earliest }
        guard let separator = text.lastIndex(where: { $0 == "T" || $0 == " " }),
            let date = reader.date(String(text[..<separator])),
            let time = TimeOfDay(String(text[text.index(after: separator)...]))
        else { return nil }
        return zone.resolve(LocalDateTime(date, time)).earliest
    }
}
