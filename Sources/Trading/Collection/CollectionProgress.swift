import Market

/// How far a collection has come.
struct CollectionProgress: Hashable, Sendable {
    /// Days to be asked for.
    let days: Int
    /// Days that were.
    var done = 0
    var candles = 0
    /// Shares whose dividends were asked for.
    var dividends = 0
    private var saidAt: Timestamp

    /// Often enough to see that it goes on, seldom enough for a log.
    private static let pause = Duration.seconds(15)

    init(days: Int, startedAt: Timestamp) {
        self.days = days
        saidAt = startedAt
    }

    /// True at most once in a quarter of a minute.
    mutating func isWorthALine(at now: Timestamp) -> Bool {
        guard saidAt.duration(to: now) >= Self.pause else { return false }
        saidAt = now
        return true
    }
}
