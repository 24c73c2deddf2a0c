import Market

/// Numbers of a recording: seven bits to a byte, the lowest first; what may be below zero as 0, -1, 1, -2 and so on.
struct TraceBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ byte: UInt8) { bytes.append(byte) }

    mutating func add(unsigned number: UInt64) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(signed number: Int64) {
        add(unsigned: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    /// With their count before them.
    mutating func add(text: some Collection<UInt8>) {
        add(unsigned: UInt64(text.count))
        bytes += text
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}

/// Reads them again; nil where there are none left or they are none.
struct TraceCursor {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func unsigned() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = byte() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    mutating func signed() -> Int64? {
        unsigned().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    mutating func text() -> [UInt8]? {
        guard let count = unsigned(), count <= UInt64(bytes.count - place) else { return nil }
        defer { place += Int(count) }
        return Array(bytes[place..<place + Int(count)])
    }
}
