import Market

/// The building blocks of a QSH file, read one after the other.
struct QSHReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset >= bytes.count }
    var progress: Double { bytes.isEmpty ? 1 : Double(offset) / Double(bytes.count) }

    mutating func byte() throws(FeedError) -> UInt8 {
        guard offset < bytes.count else { throw FeedError(.cut, "the file ends within a record, at byte \(offset)") }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Little-endian.
    mutating func fixed(_ width: Int) throws(FeedError) -> UInt64 {
        var number: UInt64 = 0
        for place in 0..<width { number |= UInt64(try byte()) << UInt64(place * 8) }
        return number
    }

    mutating func unsigned() throws(FeedError) -> Int64 {
        try variable().number
    }

    /// The last byte's bit of 0x40 is the sign of all bits above it.
    mutating func signed() throws(FeedError) -> Int64 {
        let (number, shift, last) = try variable()
        return last & 0x40 != 0 && shift < 64 ? number | (-1 << Int64(shift)) : number
    }

    mutating func text() throws(FeedError) -> String {
        let length = try unsigned()
        guard length >= 0, length <= bytes.count - offset else {
            throw FeedError(.malformed, "a text of \(length) bytes at byte \(offset)")
        }
        defer { offset += Int(length) }
        return String(decoding: bytes[offset..<offset + Int(length)], as: UTF8.self)
    }

    /// What was last, and a step that is mostly small and forwards.
    mutating func growing(_ last: Int64) throws(FeedError) -> Int64 {
        let step = try unsigned()
        return last &+ (step == 268_435_455 ? try signed() : step)
    }

    mutating func relative(_ last: Int64) throws(FeedError) -> Int64 {
        last &+ (try signed())
    }

    private mutating func variable() throws(FeedError) -> (number: Int64, shift: Int, last: UInt8) {
        var number: UInt64 = 0
        var shift = 0
        while true {
            let byte = try byte()
            guard shift < 64 else { throw FeedError(.malformed, "a number that is too long, at byte \(offset)") }
            number |= UInt64(byte & 0x7F) << UInt64(shift)
            shift += 7
            if byte & 0x80 == 0 { return (Int64(bitPattern: number), shift, byte) }
        }
    }
}
