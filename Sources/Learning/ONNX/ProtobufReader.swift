/// Reads the fields of one Protocol Buffers message, in the order in which they stand.
///
/// - Source: protobuf.dev, "Encoding".
struct ProtobufReader {
    enum Value: Hashable, Sendable {
        case varint(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        /// A text, a message or packed numbers.
        case bytes(Range<Int>)
    }

    let bytes: [UInt8]
    private var offset: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next field's number and value; nil at the message's end.
    mutating func next() throws(ModelError) -> (field: Int, value: Value)? {
        guard offset < end else { return nil }
        let key = try varint()
        guard let field = Int(exactly: key >> 3), field > 0 else { throw broken("a field without number") }
        switch key & 7 {
        case 0: return (field, .varint(try varint()))
        case 1: return (field, .fixed64(try fixed(8)))
        case 2:
            let length = try varint()
            guard length <= UInt64(end - offset) else {
                throw broken("a field of \(length) bytes; that many do not follow")
            }
            let start = offset
            offset += Int(length)
            return (field, .bytes(start..<offset))
        case 5: return (field, .fixed32(UInt32(try fixed(4))))
        case let type: throw broken("a field of type \(type)")
        }
    }

    mutating func varint() throws(ModelError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < end else { throw broken("the end is missing") }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw broken("a number of more than 64 bits")
    }

    mutating func fixed(_ width: Int) throws(ModelError) -> UInt64 {
        guard end - offset >= width else { throw broken("the end is missing") }
        var value: UInt64 = 0
        for place in 0..<width { value |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
        offset += width
        return value
    }

    var isAtEnd: Bool { offset >= end }

    private func broken(_ detail: String) -> ModelError {
        ModelError(.broken, "no whole protobuf: at byte \(offset): \(detail)")
    }
}
