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

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
