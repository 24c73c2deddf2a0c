import Market

/// The pace of large uploads, on the sandbox's clock.
///
/// Those of equal total size go one after the other (docs/reference/telegram.md, Limits).
struct UploadGate: Sendable {
    private static let smallest = 100_000
    /// How long the queue of one size may be.
    private static let longestQueue = Duration.seconds(5)
    /// Uploads of a size that was not seen for a second go at once, this much of them.
    private static let allowance = Duration.seconds(1)

    /// When the last upload of so many bytes goes.
    private var last: [Int: Timestamp] = [:]

    /// How long an upload waits.
    ///
    /// - Throws: 429 for a minute when too many of this size wait already.
    mutating func delay(bytes: Int, at now: Timestamp) throws(TelegramFailure) -> Duration {
        guard bytes > Self.smallest else { return .zero }
        var turn = now + (.zero - Self.allowance)
        if let before = last[bytes] {
            guard before <= now + Self.longestQueue else { throw .tooMany(60) }
            turn = max(turn, before + .milliseconds(min(900, max(200, bytes / 10_000))))
        }
        last[bytes] = turn
        return max(.zero, now.duration(to: turn))
    }
}
