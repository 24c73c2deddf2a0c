import FoundationEssentials

/// JSON to be printed; an absent text is written as null, which a plain `Encodable` struct would leave out.
enum JSONTree: Encodable, ExpressibleByStringLiteral {
    case text(String?)
    case number(Int64)
    case real(Double)
    case flag(Bool)
    case list([JSONTree])
    case object([String: JSONTree])

    init(stringLiteral value: String) {
        self = .text(value)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text?): try container.encode(text)
        case .text(nil): try container.encodeNil()
        case .number(let number): try container.encode(number)
        case .real(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }

    /// Indented, keys in order.
    func printed() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
