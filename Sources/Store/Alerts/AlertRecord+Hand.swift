extension AlertRecord {
    /// True while a closing by hand holds and can be taken back.
    package var isClosedByHand: Bool {
        state == .resolved && closing == .withdrawn && facts.closedBy != nil && goodTicks == 0
    }
}
