package import Market

/// By how much our clock differs from a server's.
package struct ClockSkew: Hashable, Sendable {
    /// Ours minus theirs; positive: ours is ahead.
    package var skew: Duration
    /// The server's own time in its last answer.
    package var served: Timestamp
    /// Our time then.
    package var measuredAt: Timestamp

    package init(skew: Duration, served: Timestamp, measuredAt: Timestamp) {
        self.skew = skew
        self.served = served
        self.measuredAt = measuredAt
    }

    /// Milliseconds: skew, the server's time, ours.
    package var text: String {
        "\(skew.nanoseconds / 1_000_000) \(served.milliseconds) \(measuredAt.milliseconds)"
    }

    /// Reads what ``text`` writes; nil for anything else.
    package init?(text: String?) {
        let numbers = (text ?? "").split(separator: " ").compactMap { Int64($0) }
        // Instants until 2248; beyond, an instant would overflow.
        guard numbers.count == 3, numbers.allSatisfy({ $0.magnitude < 1 << 43 }) else { return nil }
        self.init(
            skew: .milliseconds(numbers[0]),
            served: Timestamp(milliseconds: numbers[1]),
            measuredAt: Timestamp(milliseconds: numbers[2])
        )
    }
}
