/// A document in Universal Binary JSON, draft 12: one letter for the type, numbers in network order.
///
/// - Source: ubjson.org, "Type Reference" and "Container types"; XGBoost writes lists of one type with their count before them.
struct UBJDocument: DocumentReader {
    /// Where the reader is in an object or list.
    private struct Container {
        let isObject: Bool
        /// The type of all items, where it stands before them.
        var type: UInt8?
        /// How many are left, where their number stands before them.
        var left: Int?
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var containers: [Container] = []
    /// Set by ``nextName()`` and ``hasItem()``: the type of the value that comes next, where its container gives it.
    private var expected: UInt8?

    private static let depth = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() throws(ModelError) -> DocumentToken {
        let type: UInt8
        if let expected {
            type = expected
            self.expected = nil
        } else {
            type = try marker()
        }
        switch type {
        case UInt8(ascii: "{"):
            try enter(isObject: true)
            return .object
        case UInt8(ascii: "["):
            try enter(isObject: false)
            return .array
        case UInt8(ascii: "S"), UInt8(ascii: "H"): return .text(try text(length: try count()))
        case UInt8(ascii: "C"): return .text(try text(length: 1))
        case UInt8(ascii: "T"): return .flag(true)
        case UInt8(ascii: "F"): return .flag(false)
        case UInt8(ascii: "Z"): return .null
        case UInt8(ascii: "d"): return .real(Double(Float(bitPattern: UInt32(try unsigned(4)))))
        case UInt8(ascii: "D"): return .real(Double(bitPattern: try unsigned(8)))
        default: return .whole(try whole(type))
        }
    }

    mutating func nextName() throws(ModelError) -> String? {
        guard try hasPart(before: UInt8(ascii: "}")) else { return nil }
        return try text(length: try count())
    }

    mutating func hasItem() throws(ModelError) -> Bool {
        try hasPart(before: UInt8(ascii: "]"))
    }

    mutating func end() throws(ModelError) {
        while offset < bytes.count, bytes[offset] == UInt8(ascii: "N") { offset += 1 }
        guard offset == bytes.count else { throw broken("something follows the end") }
    }

    /// The next letter that is not the one for nothing.
    private mutating func marker() throws(ModelError) -> UInt8 {
        while true {
            guard offset < bytes.count else { throw broken("the end is missing") }
            offset += 1
            if bytes[offset - 1] != UInt8(ascii: "N") { return bytes[offset - 1] }
        }
    }

    private mutating func enter(isObject: Bool) throws(ModelError) {
        guard containers.count < Self.depth else { throw broken("nested deeper than \(Self.depth) levels") }
        var container = Container(isObject: isObject)
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "$") {
            offset += 1
            let type = try marker()
            // Items without bytes could be claimed without end.
            guard type != UInt8(ascii: "Z"), type != UInt8(ascii: "T"), type != UInt8(ascii: "F") else {
                throw broken("a list of a type without content")
            }
            container.type = type
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") {
            offset += 1
            let count = try count()
            guard count <= bytes.count - offset else {
                throw broken("a list claims \(count) items; that many do not follow")
            }
            container.left = count
        } else if container.type != nil {
            throw broken("a list has a type and no count")
        }
        containers.append(container)
    }

    private mutating func hasPart(before end: UInt8) throws(ModelError) -> Bool {
        guard var container = containers.last, container.isObject == (end == UInt8(ascii: "}")) else {
            preconditionFailure("parts are asked for inside their container")
        }
        if let left = container.left {
            guard left > 0 else {
                containers.removeLast()
                return false
            }
            container.left = left - 1
            containers[containers.count - 1] = container
            expected = container.type
            return true
        }
        while offset < bytes.count, bytes[offset] == UInt8(ascii: "N") { offset += 1 }
        guard offset < bytes.count else { throw broken("the end is missing") }
        if bytes[offset] == end {
            offset += 1
            containers.removeLast()
            return false
        }
        return true
    }

    /// A length: a whole number with its type, 0 or more.
    private mutating func count() throws(ModelError) -> Int {
        let number = try whole(try marker())
        guard number >= 0, let count = Int(exactly: number) else { throw broken("a length below 0") }
        return count
    }

    private mutating func whole(_ type: UInt8) throws(ModelError) -> Int64 {
        switch type {
        case UInt8(ascii: "i"): Int64(Int8(truncatingIfNeeded: try unsigned(1)))
        case UInt8(ascii: "U"): Int64(try unsigned(1))
        case UInt8(ascii: "I"): Int64(Int16(truncatingIfNeeded: try unsigned(2)))
        case UInt8(ascii: "l"): Int64(Int32(truncatingIfNeeded: try unsigned(4)))
        case UInt8(ascii: "L"): Int64(bitPattern: try unsigned(8))
        default: throw broken("\(type) is no letter of a type")
        }
    }

    private mutating func unsigned(_ width: Int) throws(ModelError) -> UInt64 {
        guard bytes.count - offset >= width else { throw broken("the end is missing") }
        var value: UInt64 = 0
        for place in offset..<offset + width { value = value << 8 | UInt64(bytes[place]) }
        offset += width
        return value
    }

    private mutating func text(length: Int) throws(ModelError) -> String {
        guard length <= bytes.count - offset else { throw broken("a text of \(length) bytes; that many do not follow") }
        let part = bytes[offset..<offset + length]
        offset += length
        guard let text = String(validating: part, as: UTF8.self) else { throw broken("a text is not UTF-8") }
        return text
    }

    private func broken(_ detail: String) -> ModelError {
        ModelError(.broken, "no whole UBJ: at byte \(offset): \(detail)")
    }
}
