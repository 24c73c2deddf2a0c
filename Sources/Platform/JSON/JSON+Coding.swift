import FoundationEssentials

/// Values of a fixed shape as JSON: the one place that knows Foundation's coders.
extension JSON {
    /// Compact text with the members of an object by name, so that equal values are equal texts.
    ///
    /// - Throws: what the value's `encode(to:)` throws; `EncodingError` for a number that JSON does not have.
    package static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// - Throws: `DecodingError`; what the value's `init(from:)` throws.
    package static func decoded<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try decoded(type, from: Array(text.utf8))
    }

    /// - Throws: as ``decoded(_:from:)-(_,String)``.
    package static func decoded<Value: Decodable>(_ type: Value.Type = Value.self, from bytes: [UInt8]) throws -> Value
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// A value of a fixed shape as any other.
    ///
    /// - Throws: as ``encoded(_:)``.
    package init(encoding value: some Encodable) throws {
        self = try JSON.parse(try JSON.encoded(value))
    }
}
