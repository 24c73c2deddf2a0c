/// What a command is called and what it accepts; parsing and help are both made from it.
package struct CommandSpec: Hashable, Sendable {
    /// One word, or several for a command of a group: `calendar show`.
    package let name: String
    /// Other names it answers to: `start` for `scheduler`.
    package let aliases: [String]
    /// One line for the list of commands.
    package let summary: String
    /// What the help adds below the summary: what is printed, exit codes, examples.
    package let details: String
    package let positionals: [PositionalSpec]
    package let options: [OptionSpec]

    package init(
        _ name: String,
        aliases: [String] = [],
        summary: String,
        details: String = "",
        positionals: [PositionalSpec] = [],
        options: [OptionSpec] = []
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.details = details
        self.positionals = positionals
        self.options = options
    }

    func option(named name: String) -> OptionSpec? {
        options.first { $0.name == name }
    }
}
