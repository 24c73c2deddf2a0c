import Market

extension Timestamp {
    /// Reads ISO 8601: `2026-11-20T10:00:00.123456789+03:00`, with `Z`, or without a zone for UTC; up to nine decimals.
    init?(iso text: String) {
        guard text.utf8.count >= 19 else { return nil }
        let bytes = Array(text.utf8)
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let date = CivilDate(String(text.prefix(10))),
            let time = TimeOfDay(String(decoding: bytes[11..<19], as: UTF8.self))
        else { return nil }
        var rest = bytes[19...]
        var nanoseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
            guard (1...9).contains(digits.count) else { return nil }
            for place in 0..<9 {
                let digit = place < digits.count ? digits[digits.startIndex + place] &- 0x30 : 0
                nanoseconds = nanoseconds * 10 + Int64(digit)
            }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let zone = Self.zone(String(decoding: rest, as: UTF8.self)) else { return nil }
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay) - zone
        self = Timestamp(seconds: seconds) + .nanoseconds(nanoseconds)
    }

    /// Seconds east of Greenwich.
    private static func zone(_ text: String) -> Int64? {
        if text.isEmpty || text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst()
        let hours =
            digits.contains(":") || digits.count == 2 ? String(digits) : "\(digits.prefix(2)):\(digits.dropFirst(2))"
        guard let offset = TimeOfDay(hours.count == 2 ? hours + ":00" : hours) else { return nil }
        return Int64(offset.secondOfDay) * (sign == "-" ? -1 : 1)
    }
}
