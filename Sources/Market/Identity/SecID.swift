/// The exchange's code of an instrument, such as `SBER`; not unique across boards.
package struct SecID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: SecID, right: SecID) -> Bool {
        left.text < right.text
    }

    package init(from decoder: any Decoder) throws {
        self.text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension SecID {
    /// As many codes as a line of a phone holds, and how many more there are.
    package static func shortened(_ codes: [SecID]) -> String {
        let shown = codes.prefix(3).map(\.text).joined(separator: " ")
        return codes.count > 3 ? "\(shown) +\(codes.count - 3)" : shown
    }
}
