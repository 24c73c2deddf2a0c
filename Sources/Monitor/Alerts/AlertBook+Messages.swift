import Market
import Store

extension AlertBook {
    /// Queues the living message in its present state; for a member of a group, the group's.
    ///
    /// - Parameter isPost: the first time, which is loud; later ones edit in place.
    func redraw(_ record: AlertRecord, isPost: Bool = false, in changes: inout AlertChanges) {
        // A flapping alert would be edited at every turn; "flapping" and "settled" frame it instead.
        guard isPost || !record.isFlapping || !record.state.isOpen else { return }
        let leader = record.groupID ?? record.id
        let content: MessageContent =
            groups[leader].map { .digest(alerts: $0) } ?? .incident(alert: record.id)
        changes.drafts.removeAll { $0.coalesceKey == "incident:\(leader)" }
        changes.drafts.append(
            OutboxDraft(
                dedupeKey: "incident:\(leader):\(record.id):\(record.revision)",
                content: content,
                priority: isPost ? record.severity.lane : .edit,
                coalesceKey: "incident:\(leader)"
            )
        )
    }

    /// Queues an audible reply, unless the alert is silenced.
    func reply(
        _ record: AlertRecord,
        _ reason: IncidentReplyReason,
        _ dedupeKey: String,
        target: ChatTarget = .group,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        guard silence(covering: record.key, at: now) == nil else { return }
        changes.drafts.append(
            OutboxDraft(
                dedupeKey: dedupeKey,
                target: target,
                content: .incidentReply(alert: record.groupID ?? record.id, reason: reason),
                priority: reason == .escalation ? .critical : record.severity.lane
            )
        )
    }

    /// Ends an alert, and says so exactly once if it was ever told.
    mutating func close(
        _ record: AlertRecord,
        _ closing: AlertClosing,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        var record = record
        record.state = .resolved
        record.closing = closing
        record.closedAt = now
        let wasFlapping = record.isFlapping
        keep(record, in: &changes)
        if let silence = silence(covering: record.key, at: now), record.firedAt != nil {
            closedInSilence[silence.id, default: 0] += 1
        }
        guard record.toldAt != nil else { return }
        redraw(record, in: &changes)
        if let group = record.groupID {
            groupClosings[group, default: []].append(closing)
            guard !ordered.contains(where: { $0.groupID == group }) else { return }
        }
        reply(
            record,
            reason(of: record, wasFlapping: wasFlapping),
            "closing:\(record.groupID ?? record.id)",
            at: now,
            in: &changes
        )
    }

    private func reason(of record: AlertRecord, wasFlapping: Bool) -> IncidentReplyReason {
        let closings = record.groupID.flatMap { groupClosings[$0] } ?? record.closing.map { [$0] } ?? []
        if closings.contains(where: { $0 == .sessionClosed || $0 == .withdrawn }) { return .sessionClosed }
        return wasFlapping ? .settled : .recovered
    }
}

extension AlertSeverity {
    /// The outbox lane of a message of this severity.
    var lane: OutboxPriority {
        switch self {
        case .critical: .critical
        case .warning, .info: .warning
        }
    }
}
