/// One option of a command: `--json`, `--market MARKET`, `--dry-run` with its `--no-dry-run`.
package struct OptionSpec: Hashable, Sendable {
    /// Without the dashes.
    package let name: String
    /// What stands for the value in the help; nil for a switch.
    package let valueName: String?
    /// One sentence for the help.
    package let summary: String
    /// The value when the option is absent, as shown in the help and given by the getters.
    package let defaultText: String?
    /// The only values accepted; empty means any.
    package let allowed: [String]
    package let isRepeatable: Bool
    /// True when `--no-<name>` switches it off.
    package let isNegatable: Bool

    /// A switch without a value.
    package static func flag(_ name: String, _ summary: String, negatable: Bool = false) -> OptionSpec {
        OptionSpec(
            name: name,
            valueName: nil,
            summary: summary,
            defaultText: nil,
            allowed: [],
            isRepeatable: false,
            isNegatable: negatable
        )
    }

    /// An option that takes a value, as `--name VALUE` or `--name=VALUE`.
    package static func value(
        _ name: String,
        _ valueName: String,
        _ summary: String,
        default defaultText: String? = nil,
        allowed: [String] = [],
        repeatable: Bool = false
    ) -> OptionSpec {
        OptionSpec(
            name: name,
            valueName: valueName,
            summary: summary,
            defaultText: defaultText,
            allowed: allowed,
            isRepeatable: repeatable,
            isNegatable: false
        )
    }

    /// Every spelling the command line accepts, dashes included.
    package var spellings: [String] {
        isNegatable ? ["--\(name)", "--no-\(name)"] : ["--\(name)"]
    }
}

/// An argument that is known by its place.
package struct PositionalSpec: Hashable, Sendable {
    /// In capitals, as in the help.
    package let name: String
    package let summary: String
    package let isRequired: Bool
    /// The only values accepted; empty means any.
    package let allowed: [String]
    /// True for the last one when it takes all that remains.
    package let isRepeatable: Bool

    package init(
        _ name: String,
        _ summary: String,
        required: Bool = true,
        allowed: [String] = [],
        repeatable: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.isRequired = required
        self.allowed = allowed
        self.isRepeatable = repeatable
    }
}
