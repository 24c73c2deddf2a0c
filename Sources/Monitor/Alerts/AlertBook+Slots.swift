import Market
import Store

/// Slots that never came: which of them are news, and which an earlier fault has left behind.
extension AlertBook {
    /// Parts slots that are missed anew from those that an earlier fault has left behind: its end has been told, and they are no part of it.
    ///
    /// - Returns: the verdict with what is new alone.
    mutating func apart(
        _ verdict: Verdict,
        at now: Timestamp,
        date: CivilDate,
        in changes: inout AlertChanges
    ) -> Verdict {
        guard case .bad(_, let limit) = verdict.finding, AlertPolicy.of(verdict.key.rule).tellsPast,
            let newest = verdict.facts.slots.last
        else { return verdict }
        if let known = alert(of: verdict.key), known.date == date, isOver(known), !isEnding(known, changes),
            let last = known.facts.slots.last, last < newest
        {
            noteSlots(of: known)
            close(known, .recovered, at: now, in: &changes)
        }
        guard let told = toldSlots[verdict.key], told.date == date else { return verdict }
        var facts = verdict.facts
        facts.slots.removeAll(where: told.slots.contains)
        guard facts.slots.count < verdict.facts.slots.count else { return verdict }
        guard !facts.slots.isEmpty else { return .good(verdict.key) }
        let count = (facts.slotCount ?? verdict.facts.slots.count) - verdict.facts.slots.count + facts.slots.count
        facts.slotCount = count
        return .bad(verdict.key, value: Double(count), limit: limit, severity: verdict.severity, facts: facts)
    }

    /// True where the fault that shares the alert's message ends at this very step: its last slots are told with its end.
    private func isEnding(_ record: AlertRecord, _ changes: AlertChanges) -> Bool {
        changes.alerts.contains {
            $0.groupID == record.groupID && changes.endings.contains($0.id) && !policy($0).tellsPast
        }
    }

    /// Keeps the slots that an alert has told of.
    mutating func noteSlots(of record: AlertRecord) {
        guard policy(record).tellsPast, record.toldAt != nil, !record.facts.slots.isEmpty else { return }
        let known = toldSlots[record.key].flatMap { $0.date == record.date ? $0.slots : nil } ?? []
        toldSlots[record.key] = (record.date, known.union(record.facts.slots))
    }
}
