/// The instants that a wall-clock time names in a zone.
package enum LocalResolution: Hashable, Sendable {
    case unique(Timestamp)
    /// The clocks went back and show the time twice.
    case overlap(first: Timestamp, second: Timestamp)
    /// The clocks jumped over the time; `firstValid` is the instant of the jump.
    case gap(firstValid: Timestamp)

    /// The first instant that is right: the first copy, or the end of the gap.
    package var earliest: Timestamp {
        switch self {
        case .unique(let instant), .overlap(let instant, _), .gap(let instant): instant
        }
    }

    /// The last instant that is right: the second copy, or the end of the gap.
    package var latest: Timestamp {
        switch self {
        case .unique(let instant), .overlap(_, let instant), .gap(let instant): instant
        }
    }
}

extension TimeZoneRules {
    /// What the zone's clocks show at an instant, rounded down to the second.
    package func local(_ instant: Timestamp) -> LocalDateTime {
        LocalDateTime(linearSeconds: instant.seconds + Int64(period(at: instant).offset.seconds))
    }

    /// The instants at which the zone's clocks show a time.
    package func resolve(_ local: LocalDateTime) -> LocalResolution {
        let wanted = local.linearSeconds
        var period = period(atSecond: wanted - Self.widestOffset)
        var found: [Int64] = []
        var jump = period.from
        while true {
            let candidate = wanted - Int64(period.offset.seconds)
            if candidate >= period.until {
                jump = period.until
            } else if candidate >= period.from {
                found.append(candidate)
            }
            guard period.until <= wanted + Self.widestOffset else { break }
            period = self.period(atSecond: period.until)
        }
        guard let first = found.first, let last = found.last else {
            return .gap(firstValid: Timestamp(seconds: jump))
        }
        return first == last
            ? .unique(Timestamp(seconds: first))
            : .overlap(first: Timestamp(seconds: first), second: Timestamp(seconds: last))
    }

    /// RFC 3339 in the zone, to the second: `2026-11-20T19:02:00+03:00`.
    package func text(_ instant: Timestamp) -> String {
        let local = local(instant)
        return "\(local.date)T\(local.time)\(offsetText(at: instant))"
    }

    /// `+03:00`.
    package func offsetText(at instant: Timestamp) -> String {
        let seconds = period(at: instant).offset.seconds
        let size = abs(seconds)
        let rest = size % 60 == 0 ? "" : ":\(padded(size % 60, to: 2))"
        return "\(seconds < 0 ? "-" : "+")\(padded(size / 3600, to: 2)):\(padded(size / 60 % 60, to: 2))\(rest)"
    }

    /// No zone has ever been further than this from UTC; unit: seconds.
    private static let widestOffset: Int64 = 26 * 3600
}
