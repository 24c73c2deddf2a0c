import Market
import Platform

/// When the next call of a group may start: spread over the minute, and never against what the broker's last answer said.
///
/// A value; the caller passes the time in and waits.
struct RatePlan: Sendable {
    private struct Group: Sendable {
        var limit: Int
        /// When the bucket would be empty of debt (GCRA).
        var next: Timestamp?
        /// Nothing starts before it.
        var closedUntil: Timestamp?
    }

    private var groups: [TInvestMethod.Group: Group] = [:]
    private var latest: Timestamp?

    /// Calls that may start at once after a quiet time, as a part of the limit.
    private static let burstShare = 10

    init() {
        for group in TInvestMethod.Group.allCases { groups[group] = Group(limit: group.usualLimit) }
    }

    func limit(of group: TInvestMethod.Group) -> Int { groups[group]?.limit ?? group.usualLimit }

    /// Takes the next free place in the line.
    mutating func reserve(_ name: TInvestMethod.Group, at now: Timestamp) -> Timestamp {
        noteTime(now)
        guard var group = groups[name] else { return now }
        defer { groups[name] = group }
        let interval = Duration.seconds(60) / max(1, group.limit)
        let burst = max(1, group.limit / Self.burstShare)
        let earliest = group.next.map { $0 - interval * (burst - 1) } ?? now
        let slot = max(now, earliest, group.closedUntil ?? now)
        group.next = max(group.next ?? now, slot) + interval
        return slot
    }

    /// Takes in what the headers of an answer say.
    ///
    /// - Parameters:
    ///   - limit: `300, 300;w=60`, of which the first number counts.
    ///   - remaining: calls left in this minute.
    ///   - reset: seconds until it begins anew.
    mutating func note(
        _ name: TInvestMethod.Group,
        limit: String?,
        remaining: String?,
        reset: String?,
        isRefused: Bool,
        at now: Timestamp
    ) {
        guard var group = groups[name] else { return }
        defer { groups[name] = group }
        let digits = limit?.prefix { ("0"..."9").contains($0) }
        if let number = digits.flatMap({ Int($0) }), (1...100_000).contains(number) { group.limit = number }
        let left = remaining.flatMap { Int($0) }
        guard isRefused || left == 0 else { return }
        // Without a number a refusal still holds back for a moment.
        let wait = reset.flatMap { Int64($0) }.map { min(max($0, 0), 120) } ?? (isRefused ? 5 : 0)
        group.closedUntil = max(group.closedUntil ?? now, now + .seconds(wait))
    }

    /// What the tariff says of a method.
    mutating func set(limit: Int, of name: TInvestMethod.Group) {
        guard (1...100_000).contains(limit) else { return }
        groups[name]?.limit = limit
    }

    /// A clock that is set back takes the line with it, or calls would wait for the time it showed.
    private mutating func noteTime(_ now: Timestamp) {
        defer { latest = now }
        guard let latest, now < latest - .seconds(1) else { return }
        let step = now.duration(to: latest)
        groups = groups.mapValues { group in
            var group = group
            group.next = group.next.map { $0 - step }
            group.closedUntil = group.closedUntil.map { $0 - step }
            return group
        }
    }
}
