package import Market

/// Which positions get a message of their own in the chat, and how often it is drawn anew: a value.
///
/// A group takes twenty messages a minute of all kinds, edits included, and a person reads fewer.
package struct TripTelling: Hashable, Sendable {
    /// Beyond that the day's message counts them.
    package static let mostInAnHour = 12
    /// One that is closed before then is told by no message of its own.
    package static let settling = Duration.seconds(20)
    private static let shortestRefresh = Duration.seconds(60)
    /// Of a minute's twenty messages, six.
    private static let refreshEach = Duration.seconds(10)

    /// Within the last hour, ascending.
    private var told: [Timestamp]

    /// - Parameter told: openings that have messages already.
    package init(told: [Timestamp] = []) {
        self.told = told
    }

    /// Whether a position that has none gets one now.
    package mutating func admits(at now: Timestamp) -> Bool {
        told.removeAll { $0 + .hours(1) <= now }
        guard told.count < Self.mostInAnHour else { return false }
        told.append(now)
        return true
    }

    /// How often the marks of so many open positions are shown anew.
    package static func refreshInterval(open: Int) -> Duration {
        max(shortestRefresh, refreshEach * max(0, open))
    }
}
