package import Market
package import Store

/// What is asked for of the rota: hours of the week, and who is on call in them; a pure value.
package struct DutyWish: Hashable, Sendable {
    /// Hours, each once.
    package let slots: [DutySlot]
    /// Names and numbers as they were written; empty: nobody.
    package let names: [String]
    /// `пн-пт 9-19`, for the audit trail.
    package let text: String

    /// - Parameter text: how the hours were asked for.
    package init(days: [Weekday], hours: Range<Int>, names: [String], text: String) {
        var slots: [DutySlot] = []
        for day in days {
            for hour in hours {
                let weekday = hour < 24 ? day : Weekday(rawValue: day.rawValue % 7 + 1) ?? day
                guard let slot = DutySlot(weekday, hour: hour % 24), !slots.contains(slot) else { continue }
                slots.append(slot)
            }
        }
        self.slots = slots
        self.names = names
        self.text = text
    }

    /// Reads `[clear] [DAYS,DAYS] [HOURS] [NAME, NAME]`; without days all of them, without hours the whole day.
    ///
    /// Returns nil for words that mean nothing here. Hours over midnight, `19-9`, go on into the next day.
    package init?(_ words: [String]) {
        var rest = words[...]
        let isClearing = rest.first.map { Self.clearWords.contains($0.lowercased()) } ?? false
        if isClearing { rest = rest.dropFirst() }
        var days = Weekday.allCases
        var hours = 0..<24
        var said: [String] = []
        if let (named, word, count) = Self.days(of: rest) {
            days = named
            said.append(word)
            rest = rest.dropFirst(count)
        }
        if let (named, word, count) = Self.hours(of: rest) {
            hours = named
            said.append(word)
            rest = rest.dropFirst(count)
        }
        guard isClearing == rest.isEmpty, rest.first.map({ !Self.isLikeHours($0) }) ?? true else { return nil }
        self.init(
            days: days,
            hours: hours,
            names: Self.names(rest.joined(separator: " ")),
            text: said.isEmpty ? "all" : said.joined(separator: " ")
        )
    }

    /// Names between commas.
    package static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { name in
            name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
    }

    /// The people meant, by number or name, in any case; and the first word that means nobody.
    package func people(among known: [Person]) -> (people: [Person], unknown: String?) {
        var people: [Person] = []
        for name in names {
            let meant =
                known.first { String($0.id) == name } ?? known.first { $0.name.lowercased() == name.lowercased() }
            guard let meant else { return ([], name) }
            if !people.contains(meant) { people.append(meant) }
        }
        return (people, nil)
    }

    /// `mon`, `пн-пт`, `weekends`, `all`; nil for anything else.
    package static func days(_ word: String) -> [Weekday]? {
        let word = word.lowercased()
        if let days = groups[word] { return days }
        let ends = dashed(word).split(separator: "-", omittingEmptySubsequences: false).map {
            Weekday(word: String($0))
        }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else { return nil }
        let count = (last.rawValue - first.rawValue + 7) % 7
        return (0...count).compactMap { Weekday(rawValue: (first.rawValue - 1 + $0) % 7 + 1) }
    }

    /// `9-19`, `09:00-19:00`, `19-9`; nil for anything else.
    package static func hours(_ word: String) -> Range<Int>? {
        let ends = dashed(word).split(separator: "-", omittingEmptySubsequences: false).map { hour(String($0)) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first < 24, first != last else { return nil }
        return first < last ? first..<last : first..<last + 24
    }

    /// The same in the first words, `сб,вс` and `пн, ср-пт` too; with how many words it took.
    private static func days(of words: ArraySlice<String>) -> (days: [Weekday], said: String, words: Int)? {
        var all: [Weekday] = []
        var said: [String] = []
        var count = 0
        for word in words {
            let parts = word.split(separator: ",").map(String.init)
            let named = parts.compactMap { days($0) }
            guard !parts.isEmpty, named.count == parts.count else { break }
            for day in named.joined() where !all.contains(day) { all.append(day) }
            said += parts
            count += 1
            guard word.hasSuffix(",") else { break }
        }
        return count == 0 ? nil : (all, said.joined(separator: ","), count)
    }

    /// True for `25-30`, which is nobody's name.
    private static func isLikeHours(_ word: String) -> Bool {
        let ends = dashed(word).split(separator: "-", omittingEmptySubsequences: false)
        return ends.count == 2 && ends.allSatisfy { $0.first?.isNumber ?? false }
    }

    /// The same in the first words, `с 9 до 19` and `from 9 to 19` too; with how many words it took.
    private static func hours(of words: ArraySlice<String>) -> (hours: Range<Int>, said: String, words: Int)? {
        guard let first = words.first else { return nil }
        if let named = hours(first) { return (named, first, 1) }
        let spoken = Array(words.prefix(4))
        guard spoken.count == 4, fromWords.contains(spoken[0].lowercased()), toWords.contains(spoken[2].lowercased())
        else { return nil }
        let word = "\(spoken[1])-\(spoken[3])"
        return hours(word).map { ($0, word, 4) }
    }

    private static let fromWords: Set = ["с", "from"]
    private static let toWords: Set = ["до", "to", "till", "until"]

    private static func hour(_ word: String) -> Int? {
        let digits = word.hasSuffix(":00") ? String(word.dropLast(3)) : word
        guard (1...2).contains(digits.count), let hour = Int(digits), (0...24).contains(hour) else { return nil }
        return hour
    }

    /// Phones write a long dash for a short one.
    private static func dashed(_ word: String) -> String {
        word.replacing("–", with: "-").replacing("—", with: "-").replacing("..", with: "-")
    }

    private static let clearWords: Set = ["clear", "снять", "off"]
    private static let groups: [String: [Weekday]] = {
        let (work, rest) = (Weekday.allCases.filter { !$0.isWeekend }, Weekday.allCases.filter(\.isWeekend))
        return [
            "all": Weekday.allCases, "все": Weekday.allCases, "ежедневно": Weekday.allCases, "daily": Weekday.allCases,
            "будни": work, "weekdays": work, "выходные": rest, "weekends": rest,
        ]
    }()
}
