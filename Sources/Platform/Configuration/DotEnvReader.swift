/// Reads `.env` files: `NAME=value` lines with quotes, comments and an optional `export`.
///
/// Unquoted values end before ` #`, as in a shell, and may begin with `#`; single quotes take everything as it is; double
/// quotes know `\n \t \r \" \\ \$`. Nothing is substituted. A name given twice is an error, because one of the two would be lost unseen.
package enum DotEnvReader {
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let value: String
        package let line: Int
    }

    /// - Throws: ``ConfigSyntaxError`` with the place of the mistake.
    package static func read(_ text: String) throws(ConfigSyntaxError) -> [Entry] {
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let position = ConfigNode.Position(line: index + 1, column: 1)
            var line = trimmed(raw)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            if line.hasPrefix("export "), line.contains("=") { line = trimmed(line.dropFirst(7)) }
            guard let equals = line.firstIndex(of: "=") else {
                throw ConfigSyntaxError(position, "expected NAME=value")
            }
            let name = String(trimmed(line[..<equals]))
            guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
                // Something longer may be a secret on the wrong side of the sign.
                let isShort = name.utf8.count <= 8
                throw ConfigSyntaxError(
                    position,
                    (isShort ? "'\(name.bounded(to: 8))'" : "what stands before =")
                        + " is no name: letters, digits and _ are allowed"
                )
            }
            if let first = lines.updateValue(position.line, forKey: name) {
                throw ConfigSyntaxError(position, "\(name.bounded(to: 100)): is given twice, first in line \(first)")
            }
            let value = try value(line[line.index(after: equals)...], of: name, at: position)
            entries.append(Entry(name: name, value: value, line: position.line))
        }
        return entries
    }

    /// - Parameter written: What stands after the sign, with its leading space: `NAME= # none` has no value.
    private static func value(
        _ written: Substring,
        of name: String,
        at position: ConfigNode.Position
    ) throws(ConfigSyntaxError) -> String {
        let text = trimmed(written)
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            guard let comment = written.firstRange(of: /[ \t]#/) else { return String(text) }
            return String(trimmed(written[..<comment.lowerBound]))
        }
        var value = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == quote {
                guard trimmed(rest).isEmpty || rest.prefixMatch(of: /[ \t]+#/) != nil else {
                    throw ConfigSyntaxError(
                        position,
                        "\(name): only a space and a comment may follow the closing quote"
                    )
                }
                return value
            }
            guard character == "\\", quote == "\"", let escaped = rest.first else {
                value.append(character)
                continue
            }
            rest.removeFirst()
            switch escaped {
            case "n": value.append("\n")
            case "t": value.append("\t")
            case "r": value.append("\r")
            case "\"", "\\", "$": value.append(escaped)
            default: value += "\\\(escaped)"
            }
        }
        throw ConfigSyntaxError(position, "\(name): the closing quote is missing")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
