package import Market
package import Store

/// A change of who is on call, with its line in the audit trail; the chat and the command line make the same.
package struct RotaEdit: Sendable {
    package let wish: DutyWish
    /// Empty: nobody is on call in these hours.
    package let people: [Person]

    /// - Returns: nil where a name means nobody; see ``DutyWish/people(among:)``.
    package init?(_ wish: DutyWish, among known: [Person]) {
        let found = wish.people(among: known)
        guard found.unknown == nil else { return nil }
        self.wish = wish
        people = found.people
    }

    /// The table as it will be.
    package func applied(to rota: DutyRota) -> DutyRota {
        let new = wish.slots.flatMap { slot in people.map { Duty(slot: slot, person: $0.id, name: $0.name) } }
        return DutyRota(rota.duties.filter { !wish.slots.contains($0.slot) } + new)
    }

    package func add(to batch: inout StoreBatch, by actor: String, at now: Timestamp) {
        batch.people.duties.append(DutyChange(slots: wish.slots, people: people))
        batch.audit.entries.append(
            AuditEntry(
                at: now,
                actor: actor,
                action: .dutySet,
                object: wish.text,
                after: people.map { "\($0.id) \($0.name)" }.joined(separator: ", "),
                result: .done
            )
        )
    }
}
