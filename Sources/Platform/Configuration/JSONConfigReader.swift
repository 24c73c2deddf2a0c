/// Reads JSON (RFC 8259, strictly) into the tree that YAML files give, with line and column of every value.
///
/// Foundation's readers keep no positions, and libyaml does not know JSON's surrogate escapes.
package struct JSONConfigReader {
    private let bytes: [UInt8]
    private var index = 0
    private var places = LineCounter()
    private var count = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Throws: ``ConfigSyntaxError`` with the place of the mistake; duplicate keys are one.
    package static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        var reader = JSONConfigReader(text)
        guard reader.bytes.count <= ConfigNode.Limit.size else {
            throw reader.failure("the file has more than \(ConfigNode.Limit.size) bytes")
        }
        let root = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.current == nil else { throw reader.failure("nothing may follow the value") }
        return root
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func position() -> ConfigNode.Position {
        places.advance(to: index, in: bytes)
        return .init(line: places.line, column: places.characterColumn)
    }

    private mutating func failure(_ detail: String) -> ConfigSyntaxError {
        ConfigSyntaxError(position(), "not valid JSON: \(detail)")
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard let byte = current, byte == character.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        skipSpace()
        let start = position()
        count += 1
        guard depth < ConfigNode.Limit.depth else {
            throw failure("nested deeper than \(ConfigNode.Limit.depth) levels")
        }
        guard count <= ConfigNode.Limit.nodes else { throw failure("more than \(ConfigNode.Limit.nodes) values") }
        if take("{") { return ConfigNode(.mapping(try entries(depth: depth)), at: start) }
        if take("[") { return ConfigNode(.sequence(try items(depth: depth)), at: start) }
        if current == UInt8(ascii: "\"") { return ConfigNode(.scalar(try string()), at: start) }
        let word = String(decoding: bytes[index...].prefix { !" \t\r\n,]}:\"{[".utf8.contains($0) }, as: UTF8.self)
        guard word == "true" || word == "false" || word == "null" || Self.isNumber(word) else {
            // What stands there is not shown: it may be a secret that lacks its quotes.
            throw failure(word.isEmpty ? "a value is missing" : "this is no value; text needs double quotes")
        }
        index += word.utf8.count
        return ConfigNode(word == "null" ? .null : .scalar(word), at: start)
    }

    private mutating func entries(depth: Int) throws(ConfigSyntaxError) -> [ConfigNode.Entry] {
        var entries: [ConfigNode.Entry] = []
        var lines: [String: Int] = [:]
        if take("}") { return entries }
        while true {
            skipSpace()
            let start = position()
            guard current == UInt8(ascii: "\"") else { throw failure("a key in double quotes is missing") }
            let key = try string()
            if let line = lines.updateValue(start.line, forKey: key) {
                throw ConfigSyntaxError(start, "\(key.bounded(to: 100)): is given twice, first in line \(line)")
            }
            guard take(":") else { throw failure("':' is missing after \"\(key.bounded(to: 100))\"") }
            entries.append(ConfigNode.Entry(key: key, position: start, value: try value(depth: depth + 1)))
            if take("}") { return entries }
            guard take(",") else { throw failure("',' or '}' is missing") }
        }
    }

    private mutating func items(depth: Int) throws(ConfigSyntaxError) -> [ConfigNode] {
        var items: [ConfigNode] = []
        if take("]") { return items }
        while true {
            items.append(try value(depth: depth + 1))
            if take("]") { return items }
            guard take(",") else { throw failure("',' or ']' is missing") }
        }
    }

    private mutating func string() throws(ConfigSyntaxError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case 0..<0x20:
                throw failure("a control character inside text must be escaped")
            case UInt8(ascii: "\\"):
                text += Array(try escape().utf8)
            default:
                text.append(byte)
                index += 1
            }
        }
        throw failure("the closing quote is missing")
    }

    private mutating func escape() throws(ConfigSyntaxError) -> String {
        let plain: [UInt8: String] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        let code = index + 1 < bytes.count ? bytes[index + 1] : 0
        if let text = plain[code] {
            index += 2
            return text
        }
        var scalar = UInt32(try hexUnit())
        if (0xD800..<0xDC00).contains(scalar) {
            let low = UInt32(try hexUnit())
            guard (0xDC00..<0xE000).contains(low) else { throw failure("half of a surrogate pair") }
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let character = Unicode.Scalar(scalar) else { throw failure("half of a surrogate pair") }
        return String(character)
    }

    /// The four digits of `\uXXXX`.
    private mutating func hexUnit() throws(ConfigSyntaxError) -> UInt16 {
        let text = String(decoding: bytes[index...].prefix(6), as: UTF8.self)
        guard text.hasPrefix("\\u"), text.utf8.count == 6, text.dropFirst(2).allSatisfy(\.isHexDigit),
            let unit = UInt16(text.dropFirst(2), radix: 16)
        else { throw failure("an unknown escape") }
        index += 6
        return unit
    }

    /// RFC 8259 §6: no leading zeros, no plus, digits around the point.
    private static func isNumber(_ word: String) -> Bool {
        word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }
}
