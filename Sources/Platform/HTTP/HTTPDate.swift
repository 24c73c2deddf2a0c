package import Market

/// Dates of HTTP headers, always in GMT (RFC 9110 §5.6.7, and the form with dashes that cookies use, RFC 6265 §5.1.1).
package enum HTTPDate {
    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` and `Sun, 06-Nov-1994 08:49:37 GMT`.
    package static func instant(_ text: String) -> Timestamp? {
        let words = text.split { $0 == " " || $0 == "-" || $0 == "," }
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
            let month = months.firstIndex(of: words[2].lowercased()), let year = Int(words[3]), year >= 1970,
            let date = CivilDate(year: year, month: month + 1, day: day),
            let time = TimeOfDay(String(words[4]))
        else { return nil }
        return Timestamp(seconds: Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay))
    }

    /// Writes `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func text(_ instant: Timestamp) -> String {
        let local = TimeZoneRules.utc.local(instant)
        let (year, month, day) = local.date.components
        let weekday = weekdays[local.date.weekday.rawValue - 1]
        return "\(weekday), \(padded(day, to: 2)) \(months[month - 1].capitalizedFirst) \(year) \(local.time) GMT"
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
