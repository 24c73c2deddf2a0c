package import Market

/// Instants as `2026-11-20T06:55:00.000Z` (RFC 3339).
package enum RFC3339 {
    /// UTC with milliseconds.
    package static func text(_ instant: Timestamp) -> String {
        let seconds = instant.seconds
        let day = seconds.dividedRoundingDown(by: 86_400)
        let time = TimeOfDay(secondOfDay: Int(seconds - day * 86_400)) ?? .midnight
        let millisecond = Int(instant.milliseconds - seconds * 1_000)
        return "\(CivilDate(dayNumber: Int(day)))T\(time).\(padded(millisecond, to: 3))Z"
    }

    /// Reads `YYYY-MM-DDTHH:MM[:SS[.fff]](Z|±HH:MM)` of a date within `CivilDate.supported`; nil when it is anything else.
    package static func instant(_ text: String) -> Timestamp? {
        guard text.utf8.count >= 17, let date = CivilDate(String(text.prefix(10))) else { return nil }
        let rest = text.dropFirst(10)
        guard let separator = rest.first, separator == "T" || separator == " " else { return nil }
        var clockText = String(rest.dropFirst())
        var offset = 0
        if clockText.hasSuffix("Z") {
            clockText.removeLast()
        } else {
            guard let sign = clockText.lastIndex(where: { $0 == "+" || $0 == "-" }),
                let span = TimeOfDay(String(clockText[clockText.index(after: sign)...]))
            else { return nil }
            offset = clockText[sign] == "-" ? -span.secondOfDay : span.secondOfDay
            clockText = String(clockText[..<sign])
        }
        var nanoseconds: Int64 = 0
        if let dot = clockText.firstIndex(of: ".") {
            let digits = clockText[clockText.index(after: dot)...]
            guard (1...9).contains(digits.utf8.count), let number = Int64(digits), number >= 0 else { return nil }
            nanoseconds = (0..<(9 - digits.utf8.count)).reduce(number) { value, _ in value * 10 }
            clockText = String(clockText[..<dot])
        }
        guard let time = TimeOfDay(clockText) else { return nil }
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay - offset)
        return Timestamp(seconds: seconds) + .nanoseconds(nanoseconds)
    }
}
