import FoundationEssentials
import Platform

/// JSON to be printed; an absent text is written as null, which a plain `Encodable` struct would leave out.
enum JSONTree: Encodable, ExpressibleByStringLiteral {
    case text(String?)
    case number(Int64)
    case fraction(Double)
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
        case .fraction(let number): try container.encode(number)
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

extension JSONTree {
    /// The same value; of equal names in an object the last counts.
    init(_ json: JSON) {
        self =
            switch json {
            case .null: .text(nil)
            case .bool(let value): .flag(value)
            case .int(let value): .number(value)
            case .double(let value): .fraction(value)
            case .string(let text): .text(text)
            case .array(let values): .list(values.map { JSONTree($0) })
            case .object(let members):
                .object(Dictionary(members.map { ($0.name, JSONTree($0.value)) }) { _, last in last })
            }
    }
}
