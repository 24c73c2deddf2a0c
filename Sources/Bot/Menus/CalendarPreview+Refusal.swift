import Operations

extension CalendarPreview {
    /// Why nothing can be confirmed; nil when something can.
    var refusal: CalendarEditPhrase? {
        guard changes.isEmpty else { return nil }
        if !impossible.isEmpty { return .impossible }
        if case .automatic = choice { return .noEdits }
        return .sameAsNow
    }
}
