/// The arguments of one command after parsing, with getters that turn text into values.
///
/// Asking for an option that the command's ``CommandSpec`` does not declare is a mistake of ours and traps.
package struct Arguments: Sendable {
    package let spec: CommandSpec
    /// Every argument that is known by its place, in order.
    package let positionals: [String]
    private let values: [String: [String]]
    private let switches: [String: Bool]

    init(spec: CommandSpec, positionals: [String], values: [String: [String]], switches: [String: Bool]) {
        self.spec = spec
        self.positionals = positionals
        self.values = values
        self.switches = switches
    }

    /// True when the switch was given.
    package func flag(_ name: String) -> Bool {
        choice(name) ?? false
    }

    /// True for `--name`, false for `--no-name`, nil when neither was given.
    package func choice(_ name: String) -> Bool? {
        _ = declared(name, takesValue: false)
        return switches[name]
    }

    /// The value of an option, or its default; nil when it has neither.
    package func string(_ name: String) -> String? {
        strings(name).last
    }

    /// The value only when it was given on the command line.
    package func given(_ name: String) -> String? {
        _ = declared(name, takesValue: true)
        return values[name]?.last
    }

    /// All values of a repeatable option; its default when it was not given.
    package func strings(_ name: String) -> [String] {
        let option = declared(name, takesValue: true)
        return values[name] ?? option.defaultText.map { [$0] } ?? []
    }

    /// - Throws: ``UsageError`` of kind `missingArgument` when the option is absent and has no default.
    package func required(_ name: String) throws(UsageError) -> String {
        guard let value = string(name) else {
            let valueName = spec.option(named: name)?.valueName ?? "VALUE"
            throw UsageError(.missingArgument, "mayak \(spec.name): --\(name) \(valueName) is required")
        }
        return value
    }

    /// - Throws: ``UsageError`` of kind `invalidValue` when the text is not a whole number of the range.
    package func integer(_ name: String, in range: ClosedRange<Int> = Int.min...Int.max) throws(UsageError) -> Int? {
        guard let text = string(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw invalid(name, text, expecting: "a whole number" + Self.bounds(range))
        }
        return number
    }

    /// - Throws: ``UsageError`` of kind `invalidValue` when the text is not a finite number of the range.
    package func number(
        _ name: String,
        in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    ) throws(UsageError) -> Double? {
        guard let text = string(name) else { return nil }
        guard let number = Double(text), number.isFinite, range.contains(number) else {
            let isBounded = range.upperBound < .greatestFiniteMagnitude
            throw invalid(
                name,
                text,
                expecting: "a number" + (isBounded ? " from \(range.lowerBound) to \(range.upperBound)" : "")
            )
        }
        return number
    }

    /// A value of any type made from text: `value("date", expecting: "YYYY-MM-DD", CivilDate.init)`.
    ///
    /// - Throws: ``UsageError`` of kind `invalidValue` when `read` returns nil.
    package func value<Value>(
        _ name: String,
        expecting description: String,
        _ read: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = string(name) else { return nil }
        guard let value = read(text) else { throw invalid(name, text, expecting: description) }
        return value
    }

    /// The argument at a place, made into a value; nil when it is absent.
    ///
    /// - Throws: ``UsageError`` of kind `invalidValue` when `read` returns nil.
    package func positional<Value>(
        _ index: Int,
        expecting description: String,
        _ read: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = positional(index) else { return nil }
        guard let value = read(text) else {
            let name = spec.positionals[min(index, spec.positionals.count - 1)].name
            throw UsageError(.invalidValue, "mayak \(spec.name): \(name) cannot be '\(text)': expected \(description)")
        }
        return value
    }

    /// The argument at a place; nil when it is absent.
    package func positional(_ index: Int) -> String? {
        precondition(!spec.positionals.isEmpty, "\(spec.name) declares no positional arguments")
        return index < positionals.count ? positionals[index] : nil
    }

    /// The error for a value that a command itself finds wrong.
    package func invalid(_ name: String, _ text: String, expecting description: String) -> UsageError {
        UsageError(.invalidValue, "mayak \(spec.name): --\(name) cannot be '\(text)': expected \(description)")
    }

    private func declared(_ name: String, takesValue: Bool) -> OptionSpec {
        guard let option = spec.option(named: name), (option.valueName != nil) == takesValue else {
            preconditionFailure("\(spec.name) does not declare --\(name) \(takesValue ? "with" : "without") a value")
        }
        return option
    }

    private static func bounds(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): ""
        case (let low, .max): ", \(low) or more"
        case (.min, let high): ", \(high) or less"
        case (let low, let high): " from \(low) to \(high)"
        }
    }
}
