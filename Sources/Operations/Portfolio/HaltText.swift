package import Market

/// A halt as the audit trail keeps it: what was stopped, and why.
package struct HaltText: Hashable, Sendable {
    package let level: Halt.Level
    /// Empty where nobody said.
    package let why: String

    package init(_ halt: Halt) {
        level = halt.level
        why = halt.why
    }

    /// Reads what is stored.
    package init?(stored text: String) {
        let parts = text.split(separator: Self.separator, maxSplits: 1).map(String.init)
        guard let level = parts.first.flatMap(Halt.Level.init(rawValue:)) else { return nil }
        self.level = level
        why = parts.count > 1 ? parts[1] : ""
    }

    /// `reduceOnly: no link`.
    package var text: String { why.isEmpty ? level.rawValue : level.rawValue + Self.separator + why }

    private static let separator = ": "
}
