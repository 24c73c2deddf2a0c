import Market

/// Counts what was sent and says when the next may be, on the sandbox's clock (docs/reference/telegram.md, Limits).
struct FloodGate: Sendable {
    private struct Bucket: Sendable {
        var tokens: Double
        var at: Timestamp
    }

    private var buckets: [Int64: Bucket] = [:]
    private var minutes: [Int64: [Timestamp]] = [:]
    private var everything: [Timestamp] = []

    /// Lets `count` messages to a chat through, or returns the seconds to wait; what is refused is not counted.
    mutating func pass(_ count: Int, chat: Int64, isGroup: Bool, at now: Timestamp, rules: TelegramRules) -> Int? {
        guard rules.limitsFlood else { return nil }
        var wait = Duration.zero
        everything.removeAll { $0 + .seconds(1) <= now }
        if everything.count + count > rules.messagesPerSecond, let first = everything.first {
            wait = max(wait, now.duration(to: first + .seconds(1)))
        }
        var recent = minutes[chat] ?? []
        recent.removeAll { $0 + .seconds(60) <= now }
        if isGroup, recent.count + count > rules.groupMessagesPerMinute {
            // So many of the oldest must leave the window first.
            let leaving = min(recent.count, recent.count + count - rules.groupMessagesPerMinute)
            if leaving > 0 { wait = max(wait, now.duration(to: recent[leaving - 1] + .seconds(60))) }
        }
        var bucket = buckets[chat] ?? Bucket(tokens: Double(rules.burst), at: now)
        bucket.tokens = min(Double(rules.burst), bucket.tokens + bucket.at.duration(to: now).inSeconds)
        bucket.at = now
        // An album may be larger than the burst: it needs a full bucket and leaves a debt.
        let needed = Double(min(count, rules.burst))
        if bucket.tokens < needed { wait = max(wait, .seconds(Int64((needed - bucket.tokens).rounded(.up)))) }
        guard wait == .zero else { return max(1, Int((wait.inSeconds).rounded(.up))) }
        bucket.tokens -= Double(count)
        buckets[chat] = bucket
        for _ in 0..<count {
            recent.append(now)
            everything.append(now)
        }
        minutes[chat] = recent
        return nil
    }
}
