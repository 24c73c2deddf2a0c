package import Market

extension ZoneFile {
    /// Reads a TZif file of any version.
    ///
    /// - Source: RFC 8536 §3. From version 2 on the first block (32-bit times) is skipped; a file of version 1 is that block
    ///   alone, and has no rule for the time after its last change.
    /// - Throws: ``ZoneError`` of kind `malformed`.
    package static func parse(_ bytes: [UInt8], name: String) throws(ZoneError) -> TimeZoneRules {
        guard var reader = TZifReader(bytes), let counts = reader.header(),
            let rules = reader.rules(after: counts, name: name)
        else {
            throw ZoneError(
                kind: .malformed,
                detail: "zone data of \(name) cannot be read: reinstall the package tzdata"
            )
        }
        return rules
    }
}

private struct TZifCounts {
    /// 0, or the digit's ASCII code from 2 on.
    let version: UInt8
    let utcIndicators: Int
    let standardIndicators: Int
    let leapSeconds: Int
    let times: Int
    let types: Int
    let characters: Int

    func blockSize(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators
            + utcIndicators
    }
}

/// Walks over the bytes; every function returns nil or false at the first mistake.
private struct TZifReader {
    private let bytes: [UInt8]
    private var position = 0

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 44 else { return nil }
        self.bytes = bytes
    }

    mutating func header() -> TZifCounts? {
        guard let magic = take(4), Array(magic) == Array("TZif".utf8), let version = take(1)?.first, skip(15) else {
            return nil
        }
        let counts = (0..<6).compactMap { _ in integer(4).map { Int($0 & 0xFFFF_FFFF) } }
        guard counts.count == 6, counts.allSatisfy({ $0 <= bytes.count }) else { return nil }
        return TZifCounts(
            version: version,
            utcIndicators: counts[0],
            standardIndicators: counts[1],
            leapSeconds: counts[2],
            times: counts[3],
            types: counts[4],
            characters: counts[5]
        )
    }

    /// What the file says after its first header.
    mutating func rules(after first: TZifCounts, name: String) -> TimeZoneRules? {
        guard first.version != 0 else { return rules(first, timeSize: 4, name: name) }
        guard first.version >= UInt8(ascii: "2"), skip(first.blockSize(timeSize: 4)), let wide = header() else {
            return nil
        }
        return rules(wide, timeSize: 8, name: name)
    }

    /// A block of data; the footer with the rule comes after the wide one only.
    private mutating func rules(_ counts: TZifCounts, timeSize: Int, name: String) -> TimeZoneRules? {
        let times = (0..<counts.times).compactMap { _ in integer(timeSize) }
        guard times.count == counts.times, let indices = take(counts.times),
            let types = offsets(counts), let initial = types.first,
            skip(counts.leapSeconds * (timeSize + 4) + counts.standardIndicators + counts.utcIndicators),
            let footer = timeSize == 4 ? "" : footer(), zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        let transitions = zip(times, indices).compactMap { time, index in
            types.indices.contains(Int(index))
                ? TimeZoneRules.Transition(at: time, offset: types[Int(index)])
                : nil
        }
        let rule = PosixZoneRule(footer)
        guard transitions.count == times.count, rule != nil || footer.isEmpty else { return nil }
        return TimeZoneRules(name: name, initial: initial, transitions: transitions, rule: rule)
    }

    private mutating func offsets(_ counts: TZifCounts) -> [TimeZoneRules.Offset]? {
        guard let records = take(counts.types * 6), let names = take(counts.characters) else { return nil }
        var reader = TZifReader(slice: records)
        var offsets: [TimeZoneRules.Offset] = []
        for _ in 0..<counts.types {
            guard let seconds = reader.integer(4), let flags = reader.take(2), let isDaylight = flags.first,
                let start = flags.last, Int(start) < names.count, (-93_600...93_600).contains(seconds)
            else { return nil }
            let name = names.dropFirst(Int(start)).prefix { $0 != 0 }
            offsets.append(
                TimeZoneRules.Offset(
                    seconds: Int(seconds),
                    isDaylight: isDaylight == 1,
                    abbreviation: String(decoding: name, as: UTF8.self)
                )
            )
        }
        return offsets
    }

    /// The text between two line feeds at the end.
    private mutating func footer() -> String? {
        guard take(1)?.first == UInt8(ascii: "\n") else { return nil }
        let text = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
        guard position + text.count < bytes.count else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    mutating func skip(_ count: Int) -> Bool {
        take(count) != nil
    }

    private init(slice: ArraySlice<UInt8>) {
        bytes = Array(slice)
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A signed big-endian number of 4 or 8 bytes.
    private mutating func integer(_ size: Int) -> Int64? {
        guard let slice = take(size) else { return nil }
        let pattern = slice.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: pattern)) : Int64(bitPattern: pattern)
    }
}
