/// Reads dates as people write them, in the chat and at the terminal; every part that takes a date from a person asks here.
///
/// A day and month without a year mean the nearest such day, so that in December `05.01` is ahead and in January `30.12`
/// is past. A day of the week is the last such one, today included; with "last" the one before today.
package struct DateReader: Hashable, Sendable {
    /// What "yesterday" is reckoned from, in Moscow.
    package let today: CivilDate

    package init(today: CivilDate) {
        self.today = today
    }

    /// What may be written, for usage texts.
    package static let forms = "YYYY-MM-DD, DD.MM.YYYY, DD.MM, 5 June, Thursday, today, yesterday or tomorrow"

    /// The same with the years that are taken, for error messages.
    package static let allowed = "\(forms); \(CivilDate.allowed)"

    /// Returns nil for what is no date, and outside ``CivilDate/supported``.
    package func date(_ text: String) -> CivilDate? {
        guard text.utf8.count <= Self.longest else { return nil }
        let word = text.lowercased()
        if let days = Self.words[word] { return today.adding(days: days) }
        return CivilDate(word) ?? dayOfYear(word)?.nearest(to: today) ?? weekday(word)
    }

    /// `октябрь`, `October`, `октябрь 2027`: the month, of the nearest year where none is said.
    package func month(_ text: String) -> (year: Int, month: Int)? {
        let words = text.split(separator: " ").map(String.init)
        guard (1...2).contains(words.count), let month = Self.month(words[0]) else { return nil }
        guard words.count == 2 else {
            return DayOfYear(day: 15, month: month).nearest(to: today).map { ($0.year, $0.month) }
        }
        guard words[1].utf8.count == 4, let year = Int(words[1]) else { return nil }
        return CivilDate.supportedYears.contains(year) ? (year, month) : nil
    }

    /// Words of a command with those joined that are one date: `12`, `июля`, `2026`; `в`, `четверг`.
    package static func joined(_ words: [String]) -> [String] {
        var joined: [String] = []
        for word in words {
            let last = joined.last.map { $0.split(separator: " ") } ?? []
            let isDay = last.count == 1 && isDayNumber(last[0]) && month(word.lowercased()) != nil
            let isMonthFirst = last.count == 1 && month(String(last[0])) != nil && isDayNumber(word[...])
            let isDated =
                last.count == 2 && last.contains { month(String($0)) != nil } && last.contains(where: isDayNumber)
            let isYear = isDated && word.utf8.count == 4 && Int(word) != nil
            let isLed = last.count == 1 && Weekday(word: word) != nil && leads[last[0].lowercased()] != nil
            let isMonthOfYear =
                last.count == 1 && month(String(last[0])) != nil && word.utf8.count == 4 && Int(word) != nil
            if isDay || isMonthFirst || isYear || isLed || isMonthOfYear {
                joined[joined.count - 1] += " " + word
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isDayNumber(_ word: Substring) -> Bool { word.utf8.count <= 2 && Int(word) != nil }

    /// A day and month, with a year or without.
    func dayOfYear(_ text: String) -> DayOfYear? { numbered(text) ?? named(text) }

    /// `12 июля`, `12 июля 2026`, `12 Jul`, `July 12`.
    private func named(_ text: String) -> DayOfYear? {
        let words = text.split(separator: " ").map(String.init)
        guard (2...3).contains(words.count) else { return nil }
        let isDayFirst = Int(words[0]) != nil
        guard let day = Int(words[isDayFirst ? 0 : 1]), let month = Self.month(words[isDayFirst ? 1 : 0]) else {
            return nil
        }
        guard words.count == 3 else { return DayOfYear(day: day, month: month) }
        guard words[2].utf8.count == 4, let year = Int(words[2]) else { return nil }
        return DayOfYear(day: day, month: month, year: year)
    }

    /// `чт`, `в четверг`, `Thursday`, `last Thursday`.
    private func weekday(_ text: String) -> CivilDate? {
        let words = text.split(separator: " ").map(String.init)
        guard (1...2).contains(words.count), let day = Weekday(word: words[words.count - 1]),
            let least = words.count == 1 ? 0 : Self.leads[words[0]]
        else { return nil }
        let back = (today.weekday.rawValue - day.rawValue + 7) % 7
        return today.adding(days: -(back < least ? 7 : back))
    }

    /// What may stand before a day of the week, and how many days ago it is at least.
    private static let leads = [
        "в": 0, "во": 0, "за": 0, "on": 0, "прошлый": 1, "прошлая": 1, "прошлую": 1, "прошлое": 1, "last": 1,
    ]

    /// By the first letters of its name, in either language.
    private static func month(_ word: String) -> Int? {
        let word = word.lowercased()
        guard word.count >= 3, word.allSatisfy(\.isLetter) else { return nil }
        let index = MonthNames.spoken.firstIndex { names in
            names.contains { word == $0 || (word.count < $0.count && $0.hasPrefix(word) && word.count == 3) }
        }
        return index.map { $0 + 1 }
    }

    /// `30.11`, `30.11.2026`, `30.11.26`, `30/11/2026`, `30-11-2026`, `2026/11/30`, `2026.11.30`.
    private func numbered(_ text: String) -> DayOfYear? {
        let separator: Character = text.contains("/") ? "/" : text.contains("-") ? "-" : "."
        var parts = text.split(separator: separator, omittingEmptySubsequences: false)
        if parts.count == 3, parts[0].count == 4 { parts.reverse() }
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            (1...2).contains(parts[0].count), (1...2).contains(parts[1].count), let day = Int(parts[0]),
            let month = Int(parts[1])
        else { return nil }
        guard parts.count == 3 else { return DayOfYear(day: day, month: month) }
        guard let year = Int(parts[2]) else { return nil }
        switch parts[2].count {
        case 4: return DayOfYear(day: day, month: month, year: year)
        // Two digits are a year of this century.
        case 2: return DayOfYear(day: day, month: month, year: today.year / 100 * 100 + year)
        default: return nil
        }
    }

    private static let words = [
        "today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "yesterday": -1, "вчера": -1, "позавчера": -2,
        "послезавтра": 2,
    ]

    /// Bytes; more is no date.
    private static let longest = 40
}
