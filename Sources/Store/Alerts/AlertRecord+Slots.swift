package import Market

extension AlertRecord {
    /// Until when the last of its missing slots may still come; nil where it has none.
    package var slotsDue: Timestamp? {
        facts.slots.last.map { MoscowTime.instant(date, $0) + Slot.arrival }
    }

    /// The alert without missing slots that came after all; the same where none of them did.
    package func without(slots come: Set<TimeOfDay>) -> AlertRecord {
        let left = facts.slots.filter { !come.contains($0) }
        let late = facts.slots.count - left.count
        guard late > 0 else { return self }
        var record = self
        let total = max(left.count, (facts.slotCount ?? facts.slots.count) - late)
        record.facts.slots = left
        record.facts.slotCount = facts.slotCount == nil ? nil : total
        record.value = Double(total)
        return record
    }
}
