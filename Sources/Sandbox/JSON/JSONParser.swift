import Platform

/// Why a text is not the JSON it should be, with the place.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in bytes.
    package let column: Int
    package let detail: String

    package var description: String { "\(line):\(column): \(detail)" }
}

/// Where each value of a parsed text begins, by path (`[2].until`), for messages that name the place.
package struct JSONPlaces: Sendable {
    package struct Place: Hashable, Sendable {
        package let line: Int
        package let column: Int
    }

    fileprivate(set) var places: [String: Place] = [:]

    package func place(of path: String) -> Place {
        places[path] ?? Place(line: 1, column: 1)
    }
}

/// A strict parser of RFC 8259 over bytes; nesting is limited, broken input gives an error and never a crash.
package struct JSONParser {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var places: JSONPlaces?
    private var counter = LineCounter()

    private init(_ bytes: [UInt8], recordsPlaces: Bool) {
        self.bytes = bytes
        self.places = recordsPlaces ? JSONPlaces() : nil
    }

    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes, recordsPlaces: false)
        return try parser.document()
    }

    package static func parse(_ text: String) throws(JSONError) -> JSON {
        try parse(Array(text.utf8))
    }

    /// Also tells where each value stands.
    package static func parseWithPlaces(_ bytes: [UInt8]) throws(JSONError) -> (JSON, JSONPlaces) {
        var parser = JSONParser(bytes, recordsPlaces: true)
        let value = try parser.document()
        return (value, parser.places ?? JSONPlaces())
    }

    private static let deepest = 128
    /// Nobody asks for the place of what lies deeper than a member of an object in an array, and long paths cost time.
    private var recordsHere: Bool { places != nil && depth <= 2 }

    private mutating func document() throws(JSONError) -> JSON {
        let value = try value(path: "")
        skipSpace()
        guard index == bytes.count else { throw error("text after the end of the value") }
        return value
    }

    private mutating func value(path: String) throws(JSONError) -> JSON {
        skipSpace()
        if recordsHere {
            counter.advance(to: index, in: bytes)
            places?.places[path] = JSONPlaces.Place(line: counter.line, column: counter.column)
        }
        guard index < bytes.count else { throw error("unexpected end of text") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(path: path)
        case UInt8(ascii: "["): return try array(path: path)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(path: String) throws(JSONError) -> JSON {
        try enter()
        index += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) {
            depth -= 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw error("expected a name in quotes")
            }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("expected ':' after the name \"\(name)\"") }
            members.append(.init(name, try value(path: !recordsHere ? "" : "\(path).\(name)")))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
            depth -= 1
            return .object(members)
        }
    }

    private mutating func array(path: String) throws(JSONError) -> JSON {
        try enter()
        index += 1
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) {
            depth -= 1
            return .array(values)
        }
        while true {
            values.append(try value(path: !recordsHere ? "" : "\(path)[\(values.count)]"))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
            depth -= 1
            return .array(values)
        }
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else { throw error("text is not UTF-8") }
                return valid
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error("control character in a string")
            default: text.append(byte)
            }
        }
        throw error("string without an end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard index < bytes.count else { throw error("string without an end") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if (0xD800..<0xDC00).contains(code), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            {
                index += 2
                let low = try fourDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw error("broken surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("broken surrogate pair") }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw error("unknown escape in a string")
        }
    }

    private mutating func fourDigits() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                throw error("expected four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            index += 1
        }
        return code
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = index
        while index < bytes.count, Self.numberBytes.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let hasLeadingZero = digits.utf8.count > 1 && digits.first == "0" && digits.dropFirst().first?.isNumber == true
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first), !hasLeadingZero
        else {
            index = start
            throw error("expected a value")
        }
        if let whole = Int64(text) { return .int(whole) }
        guard let real = Double(text), real.isFinite else {
            index = start
            throw error("not a number: \(text)")
        }
        return .double(real)
    }

    private static let numberBytes = Set("+-0123456789.eE".utf8)

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[index...].starts(with: word.utf8) else { throw error("expected a value") }
        index += word.utf8.count
        return value
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.deepest else { throw error("nested deeper than \(Self.deepest) levels") }
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private func error(_ detail: String) -> JSONError {
        var counter = counter
        counter.advance(to: index, in: bytes)
        return JSONError(line: counter.line, column: counter.column, detail: detail.bounded(to: 300))
    }
}
