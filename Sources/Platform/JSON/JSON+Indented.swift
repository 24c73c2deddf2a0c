extension JSON {
    /// With the members of every object by name; of equal names the last counts.
    package var sorted: JSON {
        switch self {
        case .array(let values): .array(values.map(\.sorted))
        case .object(let members):
            .object(
                Dictionary(members.map { ($0.name, $0.value.sorted) }) { $1 }.sorted { $0.key < $1.key }
                    .map { Member($0.key, $0.value) }
            )
        default: self
        }
    }

    /// The text on lines of its own for each value, two spaces deeper within each other, as people read it.
    package var indented: String {
        var output: [UInt8] = []
        writeIndented(to: &output, depth: 0)
        return String(decoding: output, as: UTF8.self)
    }

    private func writeIndented(to output: inout [UInt8], depth: Int) {
        switch self {
        case .array(let values):
            Self.writeLines(of: values, "[", "]", to: &output, depth) { value, output in
                value.writeIndented(to: &output, depth: depth + 1)
            }
        case .object(let members):
            Self.writeLines(of: members, "{", "}", to: &output, depth) { member, output in
                Self.write(member.name, to: &output)
                output.append(contentsOf: " : ".utf8)
                member.value.writeIndented(to: &output, depth: depth + 1)
            }
        default: write(to: &output)
        }
    }

    private static func writeLines<Part>(
        of parts: [Part],
        _ start: String,
        _ end: String,
        to output: inout [UInt8],
        _ depth: Int,
        _ write: (Part, inout [UInt8]) -> Void
    ) {
        output.append(contentsOf: "\(start)\n".utf8)
        for (index, part) in parts.enumerated() {
            if index > 0 { output.append(contentsOf: ",\n".utf8) }
            indent(depth + 1, &output)
            write(part, &output)
        }
        output.append(UInt8(ascii: "\n"))
        indent(depth, &output)
        output.append(contentsOf: end.utf8)
    }

    private static func indent(_ depth: Int, _ output: inout [UInt8]) {
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }
}
