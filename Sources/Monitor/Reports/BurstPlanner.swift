import Market

/// Messages that one job puts into one chat at one moment; each picture of an album is a message.
package struct PlannedBurst: Hashable, Codable, Sendable {
    /// Second of the Moscow day.
    package var second: Int
    /// As the configuration names it: `group`.
    package var chat: String
    package var job: String
    package var messages: Int
    /// True when the job's time is a setting, so that it can be moved out of the way.
    package var isMovable: Bool

    package init(second: Int, chat: String, job: String, messages: Int, isMovable: Bool) {
        self.second = second
        self.chat = chat
        self.job = job
        self.messages = messages
        self.isMovable = isMovable
    }
}

/// What Telegram lets through (docs/reference/telegram.md, Limits).
package struct ChatLimits: Hashable, Sendable {
    /// Messages and edits of a group in any 60 s.
    package var groupMinute = 20
    /// Messages of any other chat in any 60 s: one a second.
    package var chatMinute = 60
    /// Messages of all chats in one second.
    package var everySecond = 30
    /// Chats that are groups.
    package var groups: Set<String> = ["group"]

    package init() {}

    func minute(of chat: String) -> Int { groups.contains(chat) ? groupMinute : chatMinute }
}

/// Foresees what a day's jobs send, against the limits; a pure value.
///
/// The outbox spreads what comes at once, so nothing is refused: what is too much for a minute is late instead.
package struct BurstPlanner: Sendable {
    /// What one chat gets in one minute of the clock.
    package struct Minute: Hashable, Codable, Sendable {
        package var chat: String
        /// Minute of the day.
        package var minute: Int
        package var messages: Int
        /// The most messages within 60 s of one that is due in this minute.
        package var peak: Int
        /// What the chat's limit allows in 60 s.
        package var limit: Int
        package var jobs: [String]
        /// True when more is due than the chat's minute, or a second of all chats, lets through.
        package var isTooMuch: Bool
    }

    /// A job that has to wait for another's messages, or the other way round.
    package struct Collision: Hashable, Codable, Sendable {
        package var job: String
        package var chat: String
        package var second: Int
        /// The jobs whose messages stand in the way.
        package var others: [String]
        /// The nearest second at which nobody waits, the later one of two; nil when the day has none.
        package var freeSecond: Int?
    }

    private let bursts: [PlannedBurst]
    private let limits: ChatLimits

    package init(_ bursts: [PlannedBurst], limits: ChatLimits = ChatLimits()) {
        self.bursts = bursts.filter { $0.messages > 0 }
            .sorted { ($0.second, $0.chat, $0.job) < ($1.second, $1.chat, $1.job) }
        self.limits = limits
    }

    /// Every minute in which something is due, by chat and time.
    package var minutes: [Minute] {
        let crowded = Set(totals(bursts).filter { $0.value > limits.everySecond }.keys)
        var minutes: [Minute] = []
        for (chat, own) in Dictionary(grouping: bursts, by: \.chat).sorted(by: { $0.key < $1.key }) {
            let peaks = Self.peaks(own)
            let limit = limits.minute(of: chat)
            for (index, burst) in own.enumerated() {
                if minutes.last.map({ ($0.chat, $0.minute) != (chat, burst.second / 60) }) ?? true {
                    minutes.append(
                        Minute(
                            chat: chat,
                            minute: burst.second / 60,
                            messages: 0,
                            peak: 0,
                            limit: limit,
                            jobs: [],
                            isTooMuch: false
                        )
                    )
                }
                let last = minutes.count - 1
                minutes[last].messages += burst.messages
                minutes[last].peak = max(minutes[last].peak, peaks[index])
                if !minutes[last].jobs.contains(burst.job) { minutes[last].jobs.append(burst.job) }
                if peaks[index] > limit || crowded.contains(burst.second) { minutes[last].isTooMuch = true }
            }
        }
        return minutes
    }

    /// Movable jobs that meet others, each with the nearest second at which it would not.
    package var collisions: [Collision] {
        bursts.filter(\.isMovable).compactMap { burst in
            var others = bursts
            others.removeAll { $0 == burst }
            guard !fits(burst, at: burst.second, among: others) else { return nil }
            let inTheWay = others.filter { $0.chat == burst.chat && abs($0.second - burst.second) < Self.window }
            var free: Int?
            for distance in 1..<Self.day where free == nil {
                free = [burst.second + distance, burst.second - distance].first {
                    (0..<Self.day).contains($0) && fits(burst, at: $0, among: others)
                }
            }
            return Collision(
                job: burst.job,
                chat: burst.chat,
                second: burst.second,
                others: Set(inTheWay.map(\.job)).sorted(),
                freeSecond: free
            )
        }
    }

    /// Whether a burst may stand at a second: nobody of its chat waits a second, and no limit is passed.
    private func fits(_ burst: PlannedBurst, at second: Int, among others: [PlannedBurst]) -> Bool {
        let near = others.filter { abs($0.second - second) < Self.window }
        let own = near.filter { $0.chat == burst.chat }
        // One message a second: a burst keeps its chat busy for as many seconds as it has messages.
        let waits = own.contains { $0.second < second + burst.messages && second < $0.second + $0.messages }
        guard !waits else { return false }
        let present = near.filter { $0.second == second }.reduce(burst.messages) { $0 + $1.messages }
        guard present <= limits.everySecond else { return false }
        var moved = burst
        moved.second = second
        let line = (own + [moved]).sorted { $0.second < $1.second }
        return zip(line, Self.peaks(line)).allSatisfy { start, peak in
            // Only the windows that hold the burst are its doing.
            !(start.second <= second && second < start.second + Self.window) || peak <= limits.minute(of: burst.chat)
        }
    }

    /// For each of one chat's bursts in order of time: the messages due from it on within 60 s.
    private static func peaks(_ line: [PlannedBurst]) -> [Int] {
        var end = 0
        var sum = 0
        return line.indices.map { start in
            while end < line.count, line[end].second < line[start].second + window {
                sum += line[end].messages
                end += 1
            }
            defer { sum -= line[start].messages }
            return sum
        }
    }

    private func totals(_ bursts: [PlannedBurst]) -> [Int: Int] {
        bursts.reduce(into: [:]) { $0[$1.second, default: 0] += $1.messages }
    }

    private static let window = 60
    private static let day = 86_400
}
