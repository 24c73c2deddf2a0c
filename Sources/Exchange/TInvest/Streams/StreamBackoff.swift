/// How long a broken stream waits before it is opened again: doubling, and as long as the broker's own counts take to forget it.
package struct StreamBackoff: Hashable, Sendable {
    private var failures = 0

    package init() {}

    /// After that many failures in a row the wait grows no more.
    private static let most = Duration.seconds(30)
    /// Streams that are open are counted anew every two minutes (docs/broker.md, Limits).
    private static let afterLimit = Duration.seconds(120)

    /// A message came: the next failure begins anew.
    package mutating func succeeded() { failures = 0 }

    /// The wait before the next try.
    ///
    /// - Parameter isLimit: the broker refused for too many streams or requests.
    package mutating func failed(isLimit: Bool) -> Duration {
        failures += 1
        let usual = min(.seconds(1) * (1 << min(failures - 1, 5)), Self.most)
        return isLimit ? max(usual, Self.afterLimit) : usual
    }
}
