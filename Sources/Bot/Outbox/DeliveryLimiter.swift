package import Market

/// Decides when the next message to a chat may leave (docs/reference/telegram.md, Limits); a pure value.
///
/// - all chats together: 25 a second, bursts of 5;
/// - one chat: 1 a second, bursts of 3, and one more that is kept for alarms;
/// - one group: 18 in any 60 seconds, sends, edits and each picture of an album counted alike;
/// - of each, some are kept for alarms (`DeliveryShare`);
/// - after a 429: nothing to that chat until the server's wait is over; after two chats' 429s nothing to anyone.
package struct DeliveryLimiter: Sendable {
    package struct Options: Sendable {
        package var globalPerSecond = 25.0
        package var globalBurst = 5.0
        package var chatPerSecond = 1.0
        package var chatBurst = 4.0
        package var groupLimit = 18
        package var groupWindow = Duration.seconds(60)

        package init() {}
    }

    private let options: Options
    private var global: TokenBucket
    private var chats: [Int64: TokenBucket] = [:]
    private var groups: [Int64: GroupWindow] = [:]
    /// Waits that the server asked for; kept in the store so that a restart does not burst.
    package private(set) var holds: DeliveryHolds

    package init(options: Options = Options(), holds: DeliveryHolds = DeliveryHolds()) {
        self.options = options
        self.holds = holds
        global = TokenBucket(rate: options.globalPerSecond, burst: options.globalBurst)
    }

    /// The earliest instant, not before `now`, at which so many messages may go to the chat.
    package func readyAt(chat: Int64, cost: Int, _ share: DeliveryShare = .reply, at now: Timestamp) -> Timestamp {
        max(readyForAnyone(cost: cost, share, at: now), ownReadyAt(chat: chat, cost: cost, share, at: now))
    }

    /// The earliest instant at which so many messages may go to any chat: asked before one is taken from the outbox.
    package func readyForAnyone(cost: Int = 1, _ share: DeliveryShare = .reply, at now: Timestamp) -> Timestamp {
        max(now, holds.endForEveryone ?? now, global.readyAt(cost: cost, keeping: share.keptTokens, at: now))
    }

    /// The earliest instant as far as the chat's own limits go; never earlier for a less urgent share.
    package func ownReadyAt(chat: Int64, cost: Int, _ share: DeliveryShare = .reply, at now: Timestamp) -> Timestamp {
        let bucket = chats[chat] ?? freshBucket
        return max(
            now,
            holds.end(for: chat) ?? now,
            bucket.readyAt(cost: cost, keeping: share.keptChatTokens, at: now),
            groups[chat]?.readyAt(cost: cost, share, at: now) ?? now
        )
    }

    /// Books messages that were given to the server, whatever it answered.
    package mutating func spend(chat: Int64, cost: Int, _ share: DeliveryShare = .reply, at now: Timestamp) {
        global.spend(cost, at: now)
        var bucket = chats[chat] ?? freshBucket
        bucket.spend(cost, at: now)
        chats[chat] = bucket
        forgetFullBuckets(at: now)
        guard chat < 0 else { return }
        groups[chat, default: GroupWindow(limit: options.groupLimit, span: options.groupWindow)].add(
            cost,
            share,
            at: now
        )
    }

    /// Takes back what was booked and then not sent.
    package mutating func refund(chat: Int64, cost: Int, _ share: DeliveryShare = .reply) {
        guard cost > 0 else { return }
        global.refund(cost)
        chats[chat]?.refund(cost)
        groups[chat]?.remove(cost, share)
    }

    /// A full bucket is like none: thousands of people who wrote once must not be kept for ever.
    private mutating func forgetFullBuckets(at now: Timestamp) {
        guard chats.count > Self.mostChats else { return }
        chats = chats.filter { !$0.value.isFull(at: now) }
        groups = groups.filter { $0.value.readyAt(cost: options.groupLimit, .critical, at: now) > now }
    }

    private static let mostChats = 256

    /// Takes in a 429.
    package mutating func punish(chat: Int64, retryAfter: Duration, at now: Timestamp) {
        holds.add(chat: chat, until: now + retryAfter, at: now)
    }

    /// Takes everything back that is counted from a time that a clock, since set back, showed.
    package mutating func setBack(by step: Duration) {
        global.setBack(by: step)
        chats = chats.mapValues { bucket in
            var bucket = bucket
            bucket.setBack(by: step)
            return bucket
        }
        groups = groups.mapValues { window in
            var window = window
            window.setBack(by: step)
            return window
        }
        holds.setBack(by: step)
    }

    private var freshBucket: TokenBucket {
        TokenBucket(rate: options.chatPerSecond, burst: options.chatBurst)
    }
}

/// Waits demanded by 429s, by chat.
package struct DeliveryHolds: Hashable, Codable, Sendable {
    /// Chat id as text, to the end of its wait in milliseconds of Unix time.
    private var chats: [String: Int64] = [:]
    private var everyone: Int64?

    package init() {}

    package var isEmpty: Bool { chats.isEmpty && everyone == nil }

    func end(for chat: Int64) -> Timestamp? {
        [chats[String(chat)], everyone].compactMap { $0 }.max().map(Timestamp.init(milliseconds:))
    }

    /// The end of a wait of all chats.
    var endForEveryone: Timestamp? { everyone.map(Timestamp.init(milliseconds:)) }

    /// The waits that are not over, by chat id; nil stands for everybody.
    func waits(at now: Timestamp) -> [(chat: String?, until: Timestamp)] {
        let everyone: [(String?, Int64)] = everyone.map { [(nil, $0)] } ?? []
        return (everyone + chats.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            .filter { $0.1 > now.milliseconds }
            .map { ($0.0, Timestamp(milliseconds: $0.1)) }
    }

    mutating func add(chat: Int64, until: Timestamp, at now: Timestamp) {
        forget(before: now)
        let others = chats.filter { $0.key != String(chat) }
        chats[String(chat)] = max(until.milliseconds, chats[String(chat)] ?? 0)
        // A second chat refused while the first still waits: the limit is the bot's, not the chat's.
        if !others.isEmpty { everyone = max(until.milliseconds, everyone ?? 0) }
    }

    mutating func setBack(by step: Duration) {
        let span = step.nanoseconds / 1_000_000
        chats = chats.mapValues { $0 - span }
        everyone = everyone.map { $0 - span }
    }

    /// Drops the waits that end later.
    mutating func forget(after end: Timestamp) {
        chats = chats.filter { $0.value <= end.milliseconds }
        if let until = everyone, until > end.milliseconds { everyone = nil }
    }

    /// Drops the waits that are over.
    mutating func forget(before now: Timestamp) {
        chats = chats.filter { $0.value > now.milliseconds }
        if let end = everyone, end <= now.milliseconds { everyone = nil }
    }
}

/// Tokens that refill steadily up to a burst; a large cost may leave a debt behind.
struct TokenBucket: Sendable {
    let rate: Double
    let burst: Double
    private var tokens: Double
    private var updatedAt: Timestamp?

    init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = burst
        tokens = burst
    }

    /// - Parameter keeping: Tokens that stay behind for others.
    func readyAt(cost: Int, keeping kept: Double = 0, at now: Timestamp) -> Timestamp {
        let missing = min(Double(cost), burst - kept) + kept - level(at: now)
        guard missing > 0 else { return now }
        // Rounded up to a millisecond, so that the bucket is truly full enough at that instant.
        return now + .milliseconds(Int64((missing / rate * 1000).rounded(.up)))
    }

    mutating func spend(_ cost: Int, at now: Timestamp) {
        tokens = level(at: now) - Double(cost)
        updatedAt = now
    }

    mutating func refund(_ cost: Int) {
        tokens = min(burst, tokens + Double(cost))
    }

    mutating func setBack(by step: Duration) {
        updatedAt = updatedAt.map { $0 - step }
    }

    func isFull(at now: Timestamp) -> Bool { level(at: now) >= burst }

    private func level(at now: Timestamp) -> Double {
        guard let updatedAt else { return tokens }
        return min(burst, tokens + max(0, updatedAt.duration(to: now).inSeconds) * rate + 1e-9)
    }
}
