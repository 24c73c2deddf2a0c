/// Reads dates as people write them, in the chat and at the terminal; every part that takes a date from a person asks here.
///
/// A day and month without a year mean the nearest such day, so that in December `05.01` is ahead and in January `30.12`
/// is past.
package struct DateReader: Hashable, Sendable {
    /// What "yesterday" is reckoned from, in Moscow.
    package let today: CivilDate

    package init(today: CivilDate) {
        self.today = today
    }

    /// What may be written, for usage texts.
    package static let forms = "YYYY-MM-DD, DD.MM.YYYY, DD.MM, today, yesterday or tomorrow"

    /// The same with the years that are taken, for error messages.
    package static let allowed = "\(forms); \(CivilDate.allowed)"

    /// Returns nil for what is no date, and outside ``CivilDate/supported``.
    package func date(_ text: String) -> CivilDate? {
        guard text.utf8.count <= Self.longest else { return nil }
        let word = text.lowercased()
        if let days = Self.words[word] { return today.adding(days: days) }
        return CivilDate(word) ?? numbered(word)
    }

    /// One day, or both ends of a span: `2027-01-01..2027-01-08`, `вчера..сегодня`.
    package func span(_ text: String) -> DateSpan? {
        let ends = text.replacing("..", with: " ").split(separator: " ", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = date(String(ends[0])),
            let last = date(String(ends[ends.count - 1])), first <= last
        else { return nil }
        return DateSpan(first, last)
    }

    /// `30.11`, `30.11.2026`, `30.11.26`, `30/11/2026`.
    private func numbered(_ text: String) -> CivilDate? {
        let separator: Character = text.contains("/") ? "/" : "."
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            (1...2).contains(parts[0].count), (1...2).contains(parts[1].count), let day = Int(parts[0]),
            let month = Int(parts[1])
        else { return nil }
        guard parts.count == 3 else { return nearest(day, month) }
        switch parts[2].count {
        case 4: return Int(parts[2]).flatMap { CivilDate(year: $0, month: month, day: day) }
        // Two digits are a year of this century.
        case 2: return Int(parts[2]).flatMap { CivilDate(year: today.year / 100 * 100 + $0, month: month, day: day) }
        default: return nil
        }
    }

    private func nearest(_ day: Int, _ month: Int) -> CivilDate? {
        let candidates = (today.year - 1...today.year + 1).compactMap { CivilDate(year: $0, month: month, day: day) }
        return candidates.min { distance(to: $0) < distance(to: $1) }
    }

    private func distance(to date: CivilDate) -> Int { abs(date.dayNumber - today.dayNumber) }

    private static let words = [
        "today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "yesterday": -1, "вчера": -1, "позавчера": -2,
        "послезавтра": 2,
    ]

    /// Bytes; more is no date.
    private static let longest = 40
}
