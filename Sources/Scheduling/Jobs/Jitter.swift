package import Market
import Platform

/// The delay that spreads jobs of one second over time: the same for the same run, in a test, a preview and a replay.
package enum Jitter {
    /// A delay from 0 to `limit`, whole milliseconds, that never reaches the next nominal time.
    ///
    /// The hash is FNV-1a (64 bit) of job id and nominal time.
    package static func delay(
        job: String,
        nominal: Timestamp,
        limit: Duration,
        next: Timestamp?
    ) -> Duration {
        guard limit > .zero else { return .zero }
        let room = next.map { max(.zero, nominal.duration(to: $0) - .milliseconds(1)) } ?? limit
        let steps = UInt64(min(limit, room).nanoseconds / 1_000_000) + 1
        return .milliseconds(Int64(hash("\(job)|\(nominal.milliseconds)") % steps))
    }

    private static func hash(_ text: String) -> UInt64 {
        let mixed = FNV1a.hash(text)
        // FNV's low bits are weak for texts that differ in the last digits.
        return mixed ^ (mixed >> 29)
    }
}
