/// All commands of the program: finds the one that the arguments name.
package struct CommandDirectory: Sendable {
    /// What the arguments ask for.
    package enum Request: Sendable {
        /// Text for standard output.
        case print(String)
        /// The command at this index of the list.
        case run(Int, Arguments)
    }

    private let specs: [CommandSpec]
    private let about: String
    private let version: String

    /// - Parameter about: The sentence at the top of the general help.
    package init(_ specs: [CommandSpec], about: String, version: String) {
        self.specs = specs
        self.about = about
        self.version = version
    }

    /// Reads the arguments that follow the program's name.
    ///
    /// - Throws: ``UsageError`` naming the wrong word and the nearest valid one.
    package func request(_ words: [String]) throws(UsageError) -> Request {
        switch words.first {
        case nil, "--help", "-h": return .print(help)
        case "--version": return .print("mayak \(version)\n")
        case "help": return .print(try help(about: Array(words.dropFirst())))
        case .some: break
        }
        guard let (index, length) = match(words) else {
            let group = group(words)
            if !group.isEmpty, words.dropFirst().first.map({ $0 == "--help" || $0 == "-h" }) ?? false {
                return .print(table(of: group))
            }
            throw unknown(words)
        }
        let rest = Array(words.dropFirst(length))
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            return .print(specs[index].help)
        }
        return .run(index, try specs[index].parse(rest))
    }

    /// The page of `mayak help`: every command, one line each.
    package var help: String {
        """
        \(about)

        Usage: mayak COMMAND [OPTIONS]

        Commands:
        \(table(of: specs))
        'mayak COMMAND --help' lists every flag of a command; 'mayak --version' prints the version.

        """
    }

    private func help(about words: [String]) throws(UsageError) -> String {
        guard !words.isEmpty, words != ["--help"] else { return help }
        if words == ["--all"] { return specs.map(\.help).joined(separator: "\n") }
        if let (index, length) = match(words), length == words.count { return specs[index].help }
        let group = group(words)
        guard words.count == 1, !group.isEmpty else { throw unknown(words) }
        return table(of: group)
    }

    /// The command with the longest name that the words start with, and the number of its words.
    private func match(_ words: [String]) -> (index: Int, length: Int)? {
        var best: (index: Int, length: Int)?
        for (index, spec) in specs.enumerated() {
            for name in [spec.name] + spec.aliases {
                let parts = name.split(separator: " ").map(String.init)
                if words.starts(with: parts), parts.count > best?.length ?? 0 { best = (index, parts.count) }
            }
        }
        return best
    }

    /// The commands of a group such as `calendar`.
    private func group(_ words: [String]) -> [CommandSpec] {
        guard let first = words.first else { return [] }
        return specs.filter { $0.name.hasPrefix(first + " ") }
    }

    private func unknown(_ words: [String]) -> UsageError {
        let group = group(words)
        guard let first = words.first, !group.isEmpty else {
            let first = words.first ?? ""
            let isFlag = first.hasPrefix("-")
            let commands = specs.flatMap { [$0.name] + $0.aliases }.map { String($0.prefix { $0 != " " }) }
            let names = isFlag ? ["--help", "--version"] : commands + ["help"]
            let hint = nearMiss(of: first, among: names).map { "; did you mean '\($0)'?" } ?? "; see mayak help"
            let what = isFlag ? "flag" : "command"
            return UsageError(isFlag ? .unknownFlag : .unknownCommand, "mayak: unknown \(what) '\(first)'\(hint)")
        }
        let names = group.map { String($0.name.dropFirst(first.count + 1)) }
        guard let second = words.dropFirst().first else {
            return UsageError(.missingArgument, "mayak \(first): say which: \(names.joined(separator: ", "))")
        }
        let hint = nearMiss(of: second, among: names).map { "; did you mean '\($0)'?" } ?? ""
        return UsageError(.unknownCommand, "mayak \(first): unknown command '\(second)'\(hint)")
    }

    private func table(of specs: [CommandSpec]) -> String {
        helpTable(specs.map { ($0.name, $0.summary) })
    }
}
