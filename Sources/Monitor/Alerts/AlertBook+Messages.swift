import Market
import Store

extension AlertBook {
    /// Queues the living message in its present state; for a member of a group, the group's.
    ///
    /// - Parameters:
    ///   - isPost: the first time, which is loud; later ones edit in place.
    ///   - isAsked: a person waits for it.
    func redraw(
        _ record: AlertRecord,
        isPost: Bool = false,
        isAsked: Bool = false,
        in changes: inout AlertChanges
    ) {
        // A flapping alert would be edited at every turn; "flapping" and "settled" frame it instead.
        guard isPost || isAsked || !record.isFlapping || !record.state.isOpen else { return }
        let leader = record.groupID ?? record.id
        let content: MessageContent =
            groups[leader].map { .digest(alerts: $0) } ?? .incident(alert: record.id)
        let key = IncidentCoalescing.key(leader: leader)
        let replaced = changes.drafts.filter { $0.coalesceKey == key }
        changes.drafts.removeAll { $0.coalesceKey == key }
        let priority = isPost ? record.severity.lane : isAsked ? .reply : .edit
        let draft = OutboxDraft(
            dedupeKey: "incident:\(leader):\(record.id):\(record.revision)",
            content: content,
            priority: replaced.map(\.priority).reduce(priority, OutboxPriority.moreUrgent),
            coalesceKey: key
        )
        changes.drafts.append(draft)
        if record.isKnownToSecondChat { changes.drafts.append(draft.escalated) }
    }

    /// Says once that an alert comes and goes; from then on its message stands still until it has settled.
    func sayFlapping(_ record: AlertRecord, at now: Timestamp, in changes: inout AlertChanges) {
        reply(record, .flapping, "flapping:\(record.id):\(record.revision)", at: now, in: &changes)
    }

    /// Queues an audible reply, unless the alert is silenced.
    ///
    /// What concerns a whole group speaks with the number of its message, what concerns one member with its own.
    func reply(
        _ record: AlertRecord,
        _ reason: IncidentReplyReason,
        _ dedupeKey: String,
        target: ChatTarget = .group,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        guard silence(covering: record.key, at: now) == nil else { return }
        let leader = record.groupID ?? record.id
        let draft = OutboxDraft(
            dedupeKey: dedupeKey,
            target: target,
            content: .incidentReply(
                alert: reason.isOfMember ? record.id : leader,
                reason: reason
            ),
            priority: reason == .escalation ? .critical : record.severity.lane,
            coalesceKey: reason == .escalation
                ? IncidentCoalescing.callKey(leader: leader)
                : reason.onlyRepeats ? IncidentCoalescing.reminderKey(leader: leader) : nil
        )
        changes.drafts.append(draft)
        // Who was called in hears how it ended.
        if record.isKnownToSecondChat, reason.isEnding { changes.drafts.append(draft.escalated) }
    }

    /// Ends an alert; if it was ever told, ``announceEndings(at:in:)`` says so.
    ///
    /// - Parameter end: when it was over, where that is known only now.
    mutating func close(
        _ record: AlertRecord,
        _ closing: AlertClosing,
        endedAt end: Timestamp? = nil,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        var record = record
        record.state = .resolved
        record.closing = closing
        record.closedAt = end ?? now
        keep(&record, in: &changes)
        if let silence = silence(covering: record.key, at: now), isUnheard(record) {
            closedInSilence[silence.id, default: 0] += 1
        }
        guard record.toldAt != nil else { return }
        if isUnsettled(record) { unsettled[record.id] = record }
        if let group = record.groupID { groupClosings[group, default: []].append(closing) }
        changes.endings.append(record.id)
    }

    /// True for what has an end that a silence keeps from people: whoever has closed it by hand has seen it, and slots that a fault has left
    /// behind were over before.
    func isUnheard(_ record: AlertRecord) -> Bool {
        record.firedAt != nil && record.facts.closedBy == nil && (record.toldAt == nil || !policy(record).tellsPast)
    }

    /// True for what was told, is over, and names missing slots that might still have come at its end.
    func isUnsettled(_ record: AlertRecord) -> Bool {
        guard policy(record).tellsPast, record.toldAt != nil, record.facts.isSettled != true,
            let closed = record.closedAt, let due = record.slotsDue
        else { return false }
        return closed < due
    }

    /// Draws the last word anew when the slots that were missing have all come, or can come no more.
    mutating func settleSlots(at now: Timestamp, in changes: inout AlertChanges) {
        for (id, var record) in unsettled.sorted(by: { $0.key < $1.key }) {
            // Opened again by hand it has another end to come.
            guard open[id] == nil else {
                unsettled[id] = nil
                continue
            }
            guard record.slotsDue.map({ $0 <= now }) ?? true else { continue }
            unsettled[id] = nil
            record.facts.isSettled = true
            keep(&record, in: &changes)
            redraw(record, in: &changes)
        }
    }

    /// Says the last word on what ended in this step: of a group once, when nothing of it goes on.
    mutating func announceEndings(at now: Timestamp, in changes: inout AlertChanges) {
        let ended = changes.endings.compactMap { id in changes.alerts.first { $0.id == id } }
        changes.endings = []
        // What is over is told before what begins.
        let begun = changes.drafts
        changes.drafts = []
        defer { changes.drafts += begun }
        var settled: Set<Int64> = []
        for record in ended {
            redraw(record, in: &changes)
            let leader = record.groupID ?? record.id
            guard settled.insert(leader).inserted else { continue }
            let left = ordered.filter { $0.groupID == leader }
            guard left.allSatisfy({ policy($0).tellsPast }) else { continue }
            // What was over when it was told has no end to be told.
            let last = ended.last { ($0.groupID ?? $0.id) == leader && !policy($0).tellsPast }
            // What was opened again by hand ends once more.
            if let last {
                reply(last, reason(of: last), "closing:\(leader):\(last.revision)", at: now, in: &changes)
            }
            if left.isEmpty { forget(group: leader) }
        }
    }

    private func reason(of record: AlertRecord) -> IncidentReplyReason {
        let closings = record.groupID.flatMap { groupClosings[$0] } ?? record.closing.map { [$0] } ?? []
        if closings.contains(where: { $0 == .sessionClosed || $0 == .withdrawn }) { return .sessionClosed }
        // A group ends as one, whatever its last member was like.
        return record.isFlapping && record.groupID == nil ? .settled : .recovered
    }
}

extension OutboxDraft {
    /// The same for the second chat; the bot drops it where there is none.
    fileprivate var escalated: OutboxDraft {
        var copy = self
        copy.dedupeKey += ":escalation"
        copy.target = .escalation
        return copy
    }
}

extension IncidentReplyReason {
    /// True for what a reader has to know of one member of a group, rather than of the group.
    fileprivate var isOfMember: Bool {
        switch self {
        case .worsened, .joined, .flapping, .settled: true
        case .recovered, .sessionClosed, .reminder, .escalation: false
        }
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
