package import Market

extension AlertRecord {
    /// Since when it waits for a person: told, or given back by whoever had it.
    package var waitsSince: Timestamp? {
        guard let toldAt else { return nil }
        return max(toldAt, facts.releasedAt ?? toldAt)
    }

    /// True while a closing by hand holds and can be taken back.
    package var isClosedByHand: Bool {
        state == .resolved && closing == .withdrawn && facts.closedBy != nil && goodTicks == 0
    }
}
