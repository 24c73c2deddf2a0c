import Market
import Store

/// Sums up the incidents of a span.
enum IncidentTally {
    /// - Parameters:
    ///   - alerts: of the span's trading dates, in any order.
    ///   - now: up to when those count that are not over.
    static func summary(_ alerts: [AlertRecord], at now: Timestamp) -> IncidentSummary {
        let told = alerts.filter { ($0.toldAt != nil || $0.groupID != nil) && AlertPolicy.of($0.key.rule).isIncident }
        // What one message showed is one incident, from its first opening to its last end.
        let groups = Dictionary(grouping: told) { $0.groupID ?? $0.id }.sorted { $0.key < $1.key }
        var summary = IncidentSummary()
        var takers: [String: [IncidentSummary.Taken]] = [:]
        for (id, members) in groups {
            guard let start = members.map(\.openedAt).min() else { continue }
            let isOpen = members.contains { $0.state.isOpen }
            let end = isOpen ? now : members.compactMap(\.closedAt).max() ?? now
            summary.count += 1
            summary.open += isOpen ? 1 : 0
            summary.seconds += max(0, Int(start.duration(to: end).wholeSeconds))
            let taken = members.filter { $0.acknowledgedBy != nil }
                .max { ($0.acknowledgedAt ?? $0.openedAt, $0.id) < ($1.acknowledgedAt ?? $1.openedAt, $1.id) }
            let head = members.first { $0.id == id } ?? members.first
            if let who = taken?.acknowledgedBy, let head {
                takers[who, default: []].append(.init(alert: id, key: head.key))
            }
        }
        summary.takers = takers.map { IncidentSummary.Taker(who: $0.key, alerts: $0.value) }
            .sorted { ($1.alerts.count, $0.who) < ($0.alerts.count, $1.who) }
        return summary
    }
}
