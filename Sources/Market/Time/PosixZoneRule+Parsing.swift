extension PosixZoneRule {
    /// Reads `MSK-3`, `CET-1CEST,M3.5.0,M10.5.0/3`, `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`; nil when it is anything else.
    package init?(_ text: String) {
        var reader = PosixReader(text)
        guard let standardName = reader.name(), let standardOffset = reader.span(hours: 0...24) else { return nil }
        standard = TimeZoneRules.Offset(seconds: -standardOffset, abbreviation: standardName)
        guard !reader.isAtEnd else {
            daylight = nil
            return
        }
        guard let daylightName = reader.name() else { return nil }
        var daylightSeconds = -standardOffset + 3600
        if !reader.isNext(",") {
            guard let offset = reader.span(hours: 0...24) else { return nil }
            daylightSeconds = -offset
        }
        guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else { return nil }
        daylight = Daylight(
            offset: TimeZoneRules.Offset(seconds: daylightSeconds, isDaylight: true, abbreviation: daylightName),
            start: start,
            end: end
        )
    }
}

/// Walks over the text of a `TZ` rule; every function returns nil at the first mistake.
private struct PosixReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isNext(_ character: Unicode.Scalar) -> Bool {
        rest.first == UInt8(ascii: character)
    }

    /// Three or more letters, or `<…>` with digits and signs.
    mutating func name() -> String? {
        if take("<") {
            let name = prefix { $0 != UInt8(ascii: ">") }
            return take(">") ? name : nil
        }
        let letters = prefix { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        return letters.utf8.count >= 3 ? letters : nil
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func span(hours: ClosedRange<Int>) -> Int? {
        let isNegative = take("-")
        if !isNegative { take("+") }
        guard let hour = number(in: hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] where take(":") {
            guard let part = number(in: 0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `,M3.5.0/2`.
    mutating func change() -> PosixZoneRule.Change? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return PosixZoneRule.Change(day: day, second: 2 * 3600) }
        guard let second = span(hours: 0...167) else { return nil }
        return PosixZoneRule.Change(day: day, second: second)
    }

    private mutating func day() -> PosixZoneRule.Day? {
        if take("M") {
            guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
                let weekday = number(in: 0...6)
            else { return nil }
            return .weekday(month: month, week: week, sundayBased: weekday)
        }
        if take("J") { return number(in: 1...365).map { .julian($0) } }
        return number(in: 0...365).map { .dayOfYear($0) }
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.utf8.count <= 3, let number = Int(digits), range.contains(number) else { return nil }
        return number
    }

    @discardableResult
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func prefix(while predicate: (UInt8) -> Bool) -> String {
        let prefix = rest.prefix(while: predicate)
        rest = rest.dropFirst(prefix.count)
        return String(Substring(prefix))
    }
}
