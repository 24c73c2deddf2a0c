import Market
import Store

/// Sums up the incidents of a span.
enum IncidentTally {
    /// - Parameters:
    ///   - alerts: of the span's trading dates, in any order.
    ///   - now: up to when those count that are not over.
    static func summary(_ alerts: [AlertRecord], at now: Timestamp) -> IncidentSummary {
        let shown = alerts.filter { ($0.toldAt != nil || $0.groupID != nil) && AlertPolicy.of($0.key.rule).isIncident }
        // What one message showed is one incident, from its first opening to its last end.
        let groups = Dictionary(grouping: shown) { $0.groupID ?? $0.id }
            // What alarmed nobody is no fault that somebody should have taken.
            .filter { $0.value.contains { $0.severity > .info } }
            .sorted { $0.key < $1.key }
        var summary = IncidentSummary()
        var takers: [String: [IncidentSummary.Taken]] = [:]
        var spans: [(start: Timestamp, end: Timestamp)] = []
        for (id, members) in groups {
            summary.count += 1
            // Slots that never came were over when they were told.
            let lasting = members.filter { !AlertPolicy.of($0.key.rule).tellsPast }
            // As its message shows it: beside a fault that has ended a hole is past, alone it is what goes on.
            let isOpen = (lasting.isEmpty ? members : lasting).contains { $0.state.isOpen }
            summary.open += isOpen ? 1 : 0
            if let start = lasting.map(\.openedAt).min() {
                spans.append((start, isOpen ? now : lasting.compactMap(\.closedAt).max() ?? now))
            }
            if let who = taker(of: members) {
                takers[who, default: []].append(taken(id, members, by: who))
            }
        }
        summary.seconds = seconds(covered: spans)
        summary.takers = takers.map { IncidentSummary.Taker(who: $0.key, alerts: $0.value) }
            .sorted { ($1.alerts.count, $0.who) < ($0.alerts.count, $1.who) }
        return summary
    }

    /// Who has it, else who had it until it was given back, else who closed it by hand.
    private static func taker(of members: [AlertRecord]) -> String? {
        let taken = members.filter { $0.acknowledgedBy != nil }
            .max { ($0.acknowledgedAt ?? $0.openedAt, $0.id) < ($1.acknowledgedAt ?? $1.openedAt, $1.id) }
        let had = members.filter { $0.facts.hadBy != nil }
            .max { ($0.facts.releasedAt ?? $0.openedAt, $0.id) < ($1.facts.releasedAt ?? $1.openedAt, $1.id) }
        return taken?.acknowledgedBy ?? had?.facts.hadBy ?? members.compactMap(\.facts.closedBy).last
    }

    /// What of an incident was somebody's: of a message with several feeds perhaps only some.
    private static func taken(_ id: Int64, _ members: [AlertRecord], by who: String) -> IncidentSummary.Taken {
        let own = members.filter { [$0.acknowledgedBy, $0.facts.hadBy, $0.facts.closedBy].contains(who) }
            .sorted { ($0.id == id ? 0 : 1, $0.id) < ($1.id == id ? 0 : 1, $1.id) }
        var feeds: [AlertKey] = []
        for member in own where !feeds.contains(where: { $0.market == member.key.market && $0.feed == member.key.feed })
        {
            feeds.append(member.key)
        }
        return .init(alert: id, key: feeds.first ?? members[0].key, others: Array(feeds.dropFirst()))
    }

    /// Seconds in which at least one of the spans went on.
    private static func seconds(covered spans: [(start: Timestamp, end: Timestamp)]) -> Int {
        var total = 0
        var reached: Timestamp?
        for span in spans.sorted(by: { $0.start < $1.start }) {
            let start = max(span.start, reached ?? span.start)
            guard span.end > start else { continue }
            total += Int(start.duration(to: span.end).wholeSeconds)
            reached = span.end
        }
        return total
    }
}
