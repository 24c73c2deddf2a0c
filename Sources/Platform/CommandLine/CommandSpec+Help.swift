extension CommandSpec {
    /// `mayak plot [OPTIONS] [FEED]`.
    package var usageLine: String {
        var parts = ["mayak", name]
        if !options.isEmpty { parts.append("[OPTIONS]") }
        for positional in positionals {
            let name = positional.name + (positional.isRepeatable ? "..." : "")
            parts.append(positional.isRequired ? name : "[\(name)]")
        }
        return parts.joined(separator: " ")
    }

    /// The whole page that `--help` prints; ends in a newline.
    package var help: String {
        var text = "\(summary)\n\nUsage: \(usageLine)\n"
        if !aliases.isEmpty { text += "Also: " + aliases.map { "mayak \($0)" }.joined(separator: ", ") + "\n" }
        if !details.isEmpty { text += "\n\(details)\n" }
        if !positionals.isEmpty {
            text += "\nArguments:\n" + helpTable(positionals.map { ($0.name, $0.summary + remark(nil, $0.allowed)) })
        }
        let rows = options.map { option in
            let heading = option.isNegatable ? "--[no-]\(option.name)" : "--\(option.name)"
            return (
                option.valueName.map { "\(heading) \($0)" } ?? heading,
                option.summary + remark(option.defaultText, option.allowed)
                    + (option.isRepeatable ? " (may be repeated)" : "")
            )
        }
        return text + "\nOptions:\n" + helpTable(rows + [("--help", "Print this page")])
    }

    private func remark(_ defaultText: String?, _ allowed: [String]) -> String {
        (allowed.isEmpty ? "" : " [\(allowed.joined(separator: "|"))]")
            + (defaultText.map { " (default: \($0))" } ?? "")
    }
}

/// Two columns, the second aligned; a long first cell puts the second on the next line.
func helpTable(_ rows: [(String, String)]) -> String {
    let width = min(28, rows.map(\.0.count).max() ?? 0)
    return rows.map { heading, summary in
        let gap =
            heading.count > width
            ? "\n" + String(repeating: " ", count: width + 4)
            : String(repeating: " ", count: width - heading.count + 2)
        return "  \(heading)\(gap)\(summary)\n"
    }.joined()
}
