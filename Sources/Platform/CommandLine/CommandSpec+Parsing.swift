extension CommandSpec {
    /// Reads the words after the command's name.
    ///
    /// `--name VALUE` and `--name=VALUE` are the same; `--` ends the options. A value may start with one dash (chat ids
    /// are negative), not with two.
    ///
    /// - Throws: ``UsageError`` naming the wrong word and the nearest valid one.
    package func parse(_ words: [String]) throws(UsageError) -> Arguments {
        var positionals: [String] = []
        var values: [String: [String]] = [:]
        var switches: [String: Bool] = [:]
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                break
            }
            guard word.hasPrefix("-"), word != "-", Double(word) == nil else {
                positionals.append(word)
                continue
            }
            let (spelling, inlineValue) = Self.split(word)
            guard let option = options.first(where: { $0.spellings.contains(spelling) }) else {
                throw unknownFlag(spelling)
            }
            if option.valueName != nil {
                let value = try value(of: option, inline: inlineValue, rest: &rest)
                guard option.isRepeatable || values[option.name] == nil else {
                    throw UsageError(.repeatedFlag, "mayak \(name): \(spelling) is given twice")
                }
                values[option.name, default: []].append(value)
            } else {
                guard inlineValue == nil else {
                    throw UsageError(
                        .unexpectedValue,
                        "mayak \(name): \(spelling) takes no value, got '\(inlineValue ?? "")'"
                    )
                }
                // The last one counts, so that a wrapper's `--dry-run` can be overridden after it.
                switches[option.name] = spelling == "--\(option.name)"
            }
        }
        try check(positionals)
        return Arguments(spec: self, positionals: positionals, values: values, switches: switches)
    }

    private static func split(_ word: String) -> (spelling: String, value: String?) {
        guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }

    private func value(
        of option: OptionSpec,
        inline: String?,
        rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard let value = inline ?? (rest.first?.hasPrefix("--") == true ? nil : rest.popFirst()) else {
            throw UsageError(
                .missingValue,
                "mayak \(name): --\(option.name) needs a value: --\(option.name) \(option.valueName ?? "")"
            )
        }
        guard option.allowed.isEmpty || option.allowed.contains(value) else {
            throw notAllowed("--\(option.name)", value, option.allowed)
        }
        return value
    }

    private func check(_ given: [String]) throws(UsageError) {
        for (index, text) in given.enumerated() {
            let spec =
                index < positionals.count ? positionals[index] : positionals.last.flatMap { $0.isRepeatable ? $0 : nil }
            guard let spec else {
                throw UsageError(.extraArgument, "mayak \(name): unexpected argument '\(text)'; usage: \(usageLine)")
            }
            guard spec.allowed.isEmpty || spec.allowed.contains(text) else {
                throw notAllowed(spec.name, text, spec.allowed)
            }
        }
        if given.count < positionals.count, let missing = positionals[given.count...].first(where: \.isRequired) {
            throw UsageError(.missingArgument, "mayak \(name): \(missing.name) is missing; usage: \(usageLine)")
        }
    }

    private func unknownFlag(_ spelling: String) -> UsageError {
        let known = options.flatMap(\.spellings) + ["--help"]
        let hint = nearMiss(of: spelling, among: known).map { "; did you mean '\($0)'?" } ?? ""
        return UsageError(.unknownFlag, "mayak \(name): unknown flag '\(spelling)'\(hint)")
    }

    private func notAllowed(_ what: String, _ value: String, _ allowed: [String]) -> UsageError {
        let hint = nearMiss(of: value, among: allowed).map { "; did you mean '\($0)'?" } ?? ""
        return UsageError(
            .invalidValue,
            "mayak \(name): \(what) cannot be '\(value)'\(hint) (allowed: \(allowed.joined(separator: ", ")))"
        )
    }
}
