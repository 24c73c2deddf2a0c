import Market
import Platform

/// Limits how fast one person may ask: a bucket that fills at a steady pace, one for each.
final class RequestPace: Sendable {
    private struct Bucket {
        var left: Double
        var at: Timestamp
    }

    /// Requests a second, and how many at once.
    let rate, burst: Double
    private let buckets = Lock<[Int64: Bucket]>([:])

    init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = burst
    }

    /// Takes one; false where the person has none left.
    func take(_ person: Int64, at now: Timestamp) -> Bool {
        buckets.withLock { buckets in
            // People with a role are few; whoever has not asked for long is forgotten.
            if buckets.count > 1_000 { buckets = buckets.filter { $0.value.left < burst } }
            var bucket = buckets[person] ?? Bucket(left: burst, at: now)
            let passed = max(0, bucket.at.duration(to: now).inSeconds)
            bucket.left = min(burst, bucket.left + passed * rate)
            bucket.at = max(bucket.at, now)
            defer { buckets[person] = bucket }
            guard bucket.left >= 1 else { return false }
            bucket.left -= 1
            return true
        }
    }
}
