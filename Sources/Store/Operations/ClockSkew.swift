package import Market

/// By how much the machine's clock differs from a server's, as the process that asks that server has measured it.
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

    /// Where the bot keeps what it finds: the processes meet only in the store.
    package static let telegramKey = "clock.skew.telegram"
    /// Where the scheduler does.
    package static let exchangeKey = "clock.skew.exchange"
    package static let keys = [telegramKey, exchangeKey]

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
