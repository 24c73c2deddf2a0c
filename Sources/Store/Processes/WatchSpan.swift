package import Market

/// Says whether a watcher has itself been awake long enough to call another process silent; a pure value.
///
/// After a stop (SIGSTOP, a machine that slept, a clock that jumped) the heartbeats of the others are as old as the
/// stop; they may beat again a moment later. So whoever did not look for a while looks for a whole period first.
package struct WatchSpan: Hashable, Sendable {
    /// The silence that counts.
    package let period: Duration
    private var since: Timestamp?
    private var last: Timestamp?

    package init(period: Duration) {
        self.period = period
    }

    /// Notes a look.
    ///
    /// - Returns: True when looks have come without a longer gap than half a period, for a whole period.
    package mutating func look(at now: Timestamp) -> Bool {
        let begun = last.flatMap { $0 <= now && now <= $0 + period / 2 ? since : nil } ?? now
        since = begun
        last = now
        return begun + period <= now
    }
}
