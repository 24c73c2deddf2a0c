/// The offsets of one time zone from UTC: recorded changes and the rule that holds after the last of them.
///
/// A value without I/O; `ZoneFile` in `Platform` reads it from the system's zone data.
package struct TimeZoneRules: Hashable, Sendable, CustomStringConvertible {
    /// What the zone's clocks show for a while.
    package struct Offset: Hashable, Sendable {
        /// Seconds east of UTC.
        package let seconds: Int
        package let isDaylight: Bool
        /// `MSK`, `CEST`, `+03`.
        package let abbreviation: String

        package init(seconds: Int, isDaylight: Bool = false, abbreviation: String) {
            self.seconds = seconds
            self.isDaylight = isDaylight
            self.abbreviation = abbreviation
        }
    }

    /// A change of the offset.
    package struct Transition: Hashable, Sendable {
        /// Seconds since the Unix epoch; the new offset holds from here on.
        package let at: Int64
        package let offset: Offset

        package init(at: Int64, offset: Offset) {
            self.at = at
            self.offset = offset
        }
    }

    /// A stretch of time with one offset, `from` included, `until` not; seconds since the Unix epoch.
    package struct Period: Hashable, Sendable {
        package let from: Int64
        package let until: Int64
        package let offset: Offset
    }

    /// `Europe/Moscow`.
    package let name: String
    private let initial: Offset
    private let transitions: [Transition]
    private let rule: PosixZoneRule?

    /// - Parameters:
    ///   - initial: The offset before the first transition.
    ///   - transitions: In order of time.
    ///   - rule: What holds after the last transition; nil means the last offset stays.
    package init(name: String, initial: Offset, transitions: [Transition] = [], rule: PosixZoneRule? = nil) {
        self.name = name
        self.initial = initial
        self.transitions = transitions
        self.rule = rule
    }

    /// A zone that never changes.
    package static func fixed(_ name: String, seconds: Int, abbreviation: String) -> TimeZoneRules {
        TimeZoneRules(name: name, initial: Offset(seconds: seconds, abbreviation: abbreviation))
    }

    package static let utc = fixed("UTC", seconds: 0, abbreviation: "UTC")

    /// The exchange's zone as it has been since 2014-10-26; needs no zone data on the machine.
    package static let moscow = fixed(
        "Europe/Moscow",
        seconds: Int(MoscowTime.offset.wholeSeconds),
        abbreviation: "MSK"
    )

    /// The zone of the Korea Exchange: without daylight saving since 1988-10-09; needs no zone data on the machine.
    package static let seoul = fixed("Asia/Seoul", seconds: 9 * 3600, abbreviation: "KST")

    package var description: String { name }

    /// The stretch of constant offset around an instant.
    package func period(at instant: Timestamp) -> Period {
        period(atSecond: instant.seconds)
    }

    func period(atSecond second: Int64) -> Period {
        let following = transitions.partitioningIndex { $0.at > second }
        guard following == transitions.count else {
            let start = following == 0 ? nil : transitions[following - 1]
            return Period(
                from: start?.at ?? .min,
                until: transitions[following].at,
                offset: start?.offset ?? initial
            )
        }
        return periodAfterTransitions(second)
    }

    private func periodAfterTransitions(_ second: Int64) -> Period {
        let last = transitions.last
        guard let rule else {
            return Period(from: last?.at ?? .min, until: .max, offset: last?.offset ?? initial)
        }
        let year = CivilDate(dayNumber: Int(second.dividedRoundingDown(by: 86_400))).year
        let changes = (year - 1...year + 1)
            .flatMap { rule.transitions(inYear: $0) }
            .filter { $0.at > last?.at ?? .min }
            .sorted { $0.at < $1.at }
        let following = changes.partitioningIndex { $0.at > second }
        let start = following > 0 ? changes[following - 1] : last
        return Period(
            from: start?.at ?? .min,
            until: following < changes.count ? changes[following].at : .max,
            offset: start?.offset ?? rule.standard
        )
    }
}

extension Array {
    /// The first index whose element satisfies a predicate that, once true, stays true.
    package func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
