import Market

/// When signals that wait are written: soon when there are many, late when there are few; section `storage` of the seed.
package struct FlushRhythm: Hashable, Sendable {
    /// Between two writings at least; default 1 s.
    package var shortest = Duration.seconds(1)
    /// Within which one that waits alone is written; default 5 s.
    package var longest = Duration.seconds(5)
    /// As many as are written without waiting longer than that; default 50.
    package var target = 50

    package init() {}

    /// How long they wait that wait now: the span shrinks evenly as they become more.
    package func span(waiting count: Int) -> Duration {
        let share = min(Double(count) / Double(max(1, target)), 1)
        let nanoseconds = Double(longest.nanoseconds) - share * Double((longest - shortest).nanoseconds)
        return .nanoseconds(Int64(nanoseconds))
    }
}
