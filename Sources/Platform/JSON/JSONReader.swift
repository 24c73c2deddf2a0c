/// Reads JSON (RFC 8259, strictly) piece by piece, from its start to its end, and builds nothing but what it is asked for.
///
/// Who uses it says what a value becomes: ``JSON``, a ``ConfigNode``, the fields of a request. Broken text gives an error and
/// never a crash, whatever its size and depth.
package struct JSONReader {
    /// What keeps a hostile or broken text from costing more than a moment.
    package struct Limits: Sendable {
        /// Unit: bytes.
        package var size: Int
        /// Objects and arrays within each other.
        package var depth: Int
        package var values: Int

        package init(size: Int = 64 << 20, depth: Int = 128, values: Int = .max) {
            self.size = size
            self.depth = depth
            self.values = values
        }
    }

    /// The start of a value, or all of it when it has no parts.
    package enum Token: Hashable, Sendable {
        /// Its members follow: ``JSONReader/nextName()``.
        case object
        /// Its items follow: ``JSONReader/hasItem()``.
        case array
        case string(String)
        /// As written.
        case number(String)
        case bool(Bool)
        case null
    }

    let bytes: [UInt8]
    let repairsText: Bool
    /// The next byte to be read.
    package internal(set) var offset = 0
    /// Where the value or the name read last begins.
    package private(set) var start = 0
    private let limits: Limits
    private var depth = 0
    private var count = 0
    /// An object or array was entered and nothing of it is read yet.
    private var isFirst = false
    private var lines = LineCounter()

    /// - Parameter repairsText: Broken UTF-8 and halves of surrogate pairs become U+FFFD instead of an error.
    package init(_ bytes: [UInt8], limits: Limits = Limits(), repairsText: Bool = false) throws(JSONError) {
        self.bytes = bytes
        self.limits = limits
        self.repairsText = repairsText
        guard bytes.count <= limits.size else { throw failure("there are more than \(limits.size) bytes") }
    }

    /// The next value, which must be there.
    package mutating func next() throws(JSONError) -> Token {
        skipSpace()
        start = offset
        isFirst = false
        count += 1
        guard count <= limits.values else { throw failure("more than \(limits.values) values") }
        switch current {
        case nil: throw failure("unexpected end of text: a value is missing")
        case UInt8(ascii: "{"):
            try enter()
            return .object
        case UInt8(ascii: "["):
            try enter()
            return .array
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    /// The name of the object's next member, whose value ``next()`` gives; nil at its end.
    package mutating func nextName() throws(JSONError) -> String? {
        guard try hasPart(before: UInt8(ascii: "}"), orElse: "',' or '}' is missing") else { return nil }
        start = offset
        guard current == UInt8(ascii: "\"") else { throw failure("a key in double quotes is missing") }
        let name = try string()
        guard take(UInt8(ascii: ":")) else { throw failure("':' is missing after \"\(name.bounded(to: 100))\"") }
        return name
    }

    /// Whether the array has another item, which ``next()`` gives.
    package mutating func hasItem() throws(JSONError) -> Bool {
        try hasPart(before: UInt8(ascii: "]"), orElse: "',' or ']' is missing")
    }

    /// Goes to the end of the value that a token began.
    package mutating func skip(_ token: Token) throws(JSONError) {
        switch token {
        case .object: while try nextName() != nil { try skip(try next()) }
        case .array: while try hasItem() { try skip(try next()) }
        case .string, .number, .bool, .null: break
        }
    }

    /// Checks that nothing follows.
    package mutating func end() throws(JSONError) {
        skipSpace()
        guard current == nil else { throw failure("nothing may follow the value") }
    }

    /// Where a byte stands; asked in the order of the text this costs one walk over it.
    package mutating func place(of offset: Int) -> TextPlace {
        lines.advance(to: offset, in: bytes)
        return TextPlace(line: lines.line, column: lines.characterColumn)
    }

    func failure(_ detail: String) -> JSONError {
        var copy = self
        return JSONError(copy.place(of: offset), detail)
    }

    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func enter() throws(JSONError) {
        guard depth < limits.depth else { throw failure("nested deeper than \(limits.depth) levels") }
        depth += 1
        offset += 1
        isFirst = true
    }

    private mutating func hasPart(before end: UInt8, orElse detail: String) throws(JSONError) -> Bool {
        if take(end) {
            depth -= 1
            isFirst = false
            return false
        }
        guard isFirst || take(UInt8(ascii: ",")) else { throw failure(detail) }
        isFirst = false
        skipSpace()
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }
}
