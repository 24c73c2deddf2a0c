import Platform

/// The command line as a shell sees it: after which words which words may follow.
struct CommandTree {
    /// One place in a command line, and what may stand there.
    struct Place {
        /// The words before it, without the program's name; empty at the start.
        let words: [String]
        let choices: [Choice]

        var key: String { words.joined(separator: " ") }
    }

    struct Choice {
        let word: String
        let summary: String
        /// Whether a value follows; nil for what is no option.
        var value: Value?
    }

    enum Value {
        case none, any, oneOf([String])
    }

    let places: [Place]

    init(_ specs: [CommandSpec]) {
        var groups: [String] = []
        var members: [String: [Choice]] = [:]
        var places: [Place] = []
        for spec in specs {
            for name in [spec.name] + spec.aliases {
                let words = name.split(separator: " ").map(String.init)
                let group = words.dropLast().joined(separator: " ")
                if members[group] == nil { groups.append(group) }
                members[group, default: []].append(Choice(word: words.last ?? name, summary: spec.summary))
                places.append(Place(spec, after: words))
            }
        }
        for group in groups where !group.isEmpty {
            let names = (members[group] ?? []).map(\.word).joined(separator: ", ")
            members["", default: []].append(Choice(word: group, summary: names))
        }
        let root =
            (members[""] ?? []) + [
                Choice(word: "help", summary: "Print the page of a command"),
                Choice(word: "--version", summary: "Print the version", value: .some(.none)),
            ]
        places.append(Place(words: [], choices: root))
        for group in groups where !group.isEmpty {
            places.append(Place(words: [group], choices: members[group] ?? []))
        }
        self.places = places
    }
}

extension CommandTree.Place {
    fileprivate init(_ spec: CommandSpec, after words: [String]) {
        let values = spec.positionals.flatMap(\.allowed).map { CommandTree.Choice(word: $0, summary: "") }
        let options = spec.options.flatMap { option in
            option.spellings.map { spelling in
                CommandTree.Choice(word: spelling, summary: option.summary, value: CommandTree.Value(option))
            }
        }
        let help = CommandTree.Choice(word: "--help", summary: "Print the page of the command", value: .some(.none))
        self.words = words
        choices = values + options + [help]
    }
}

extension CommandTree.Value {
    fileprivate init(_ option: OptionSpec) {
        self = option.valueName == nil ? .none : option.allowed.isEmpty ? .any : .oneOf(option.allowed)
    }
}
