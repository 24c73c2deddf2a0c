package import Market
package import Store

extension SilenceSpan {
    /// Reads how long, as people write it in either language, in one text: `60`, `30m`, `2 часа`, `1ч 30м`, `14:30`, `до 14:30`,
    /// `until tomorrow 10:00`, `session`, `до открытия`.
    ///
    /// - Parameter now: a time of day is the next such one, Moscow time.
    package init?(_ text: String, at now: Timestamp) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let read = Self.read(words[...], at: now), read.words == words.count else { return nil }
        self = read.span
    }

    /// Reads how long from the first words of a command.
    ///
    /// Returns nil where they say something else, or a time beyond one minute to two days.
    ///
    /// - Returns: the span, and how many words it took.
    package static func read(_ words: ArraySlice<String>, at now: Timestamp) -> (span: SilenceSpan, words: Int)? {
        let words = words.prefix(longest).map { $0.lowercased() }
        guard let first = words.first else { return nil }
        if untilWords.contains(first) {
            return end(words.dropFirst(), at: now, isUntil: true).map { ($0.span, $0.words + 1) }
        }
        if forWords.contains(first) { return length(words.dropFirst()).map { ($0.span, $0.words + 1) } }
        return length(words[...]) ?? end(words[...], at: now, isUntil: false)
    }

    /// Nil beyond one minute to two days.
    package init?(minutes: Int) {
        guard Self.minutesOfPeople.contains(minutes) else { return nil }
        self = .minutes(minutes)
    }

    /// Reads a length alone from the first words, in lower case: `60`, `2h`, `2 часа`, `1ч 30м`, `1,5 часа`, `полчаса`.
    package static func length(_ words: ArraySlice<String>) -> (span: SilenceSpan, words: Int)? {
        for (phrase, minutes) in phrases where words.prefix(phrase.count).elementsEqual(phrase) {
            return SilenceSpan(minutes: minutes).map { ($0, phrase.count) }
        }
        var rest = words
        var minutes = 0.0
        while let word = rest.first {
            let digits = word.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
            guard digits.count <= 6, let count = Double(digits.replacing(",", with: ".")) else { break }
            let unit = word.dropFirst(digits.count)
            let isBare = unit.isEmpty
            let next = isBare ? rest.dropFirst().first : nil
            if let size = Self.unit(isBare ? next ?? "" : String(unit)) {
                minutes += count * Double(size)
                rest = rest.dropFirst(isBare ? 2 : 1)
            } else if isBare, rest.count == words.count, digits.allSatisfy(\.isNumber) {
                minutes = count
                rest = rest.dropFirst()
                break
            } else if let parts = pairs(word) {
                minutes += parts
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        let used = words.count - rest.count
        guard used > 0, minutes.rounded() == minutes, let span = SilenceSpan(minutes: Int(minutes)) else { return nil }
        return (span, used)
    }

    /// `1ч30м` in one word.
    private static func pairs(_ word: String) -> Double? {
        var rest = word[...]
        var minutes = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard digits.count <= 4, let count = Double(digits), let size = Self.unit(String(unit)) else { return nil }
            minutes += count * Double(size)
            rest = rest.dropFirst(digits.count + unit.count)
        }
        return minutes
    }

    /// `14:30`, `завтра 10:00`, `сессия`, `конца сессии`, `открытия`; after "until" `14.30` and `18` as well.
    private static func end(_ words: ArraySlice<String>, at now: Timestamp, isUntil: Bool) -> (
        span: SilenceSpan, words: Int
    )? {
        for (phrase, span) in ends where words.prefix(phrase.count).elementsEqual(phrase) {
            // The day alone means its opening.
            if let after = words.dropFirst(phrase.count).first, span == .tomorrowOpen, time(after, isUntil) != nil {
                continue
            }
            return (span, phrase.count)
        }
        guard let first = words.first else { return nil }
        let today = MoscowTime.date(of: now)
        // A date before a time is none itself: `16.07 9:00`.
        if let date = DateReader(today: today).date(first),
            let time = words.dropFirst().first.flatMap({ Self.time($0, false) })
        {
            return Self.minutes(from: now, to: MoscowTime.instant(date, time)).map { ($0, 2) }
        }
        guard let time = Self.time(first, isUntil) else { return nil }
        let ends = [today, today.adding(days: 1)].map { MoscowTime.instant($0, time) }
        return ends.first { $0 > now }.flatMap { Self.minutes(from: now, to: $0) }.map { ($0, 1) }
    }

    private static func minutes(from now: Timestamp, to end: Timestamp) -> SilenceSpan? {
        SilenceSpan(minutes: Int((now.duration(to: end).wholeSeconds + 59) / 60))
    }

    /// - Parameter isUntil: after "until" a number is a time as well.
    private static func time(_ word: String, _ isUntil: Bool) -> TimeOfDay? {
        isUntil || word.contains(":") ? TimeOfDay.spoken(word) : nil
    }

    /// The minutes of a unit; nil for another word.
    private static func unit(_ word: String) -> Int? {
        switch word {
        case "m", "min", "mins", "minute", "minutes", "м", "мин", "мин.", "минут", "минута", "минуты", "минуту": 1
        case "h", "hr", "hrs", "hour", "hours", "ч", "ч.", "час", "часа", "часов": 60
        case "d", "day", "days", "д", "день", "дня", "дней", "сутки", "суток": 24 * 60
        default: nil
        }
    }

    /// Words that a span takes at most, `до конца дневной сессии` not counted.
    private static let longest = 5
    private static let untilWords: Set = ["до", "until", "till"]
    private static let forWords: Set = ["на", "for"]
    /// The longer ones first.
    private static let phrases: [([String], Int)] = [
        (["half", "an", "hour"], 30), (["полтора", "часа"], 90), (["an", "hour"], 60), (["полчаса"], 30), (["час"], 60),
        (["минуту"], 1), (["сутки"], 24 * 60), (["день"], 24 * 60),
    ]
    private static let ends: [([String], SilenceSpan)] = [
        (["end", "of", "the", "session"], .sessionEnd), (["the", "session's", "end"], .sessionEnd),
        (["end", "of", "session"], .sessionEnd), (["session", "end"], .sessionEnd),
        (["session's", "end"], .sessionEnd),
        (["the", "close"], .sessionEnd), (["конца", "сессии"], .sessionEnd), (["сессия"], .sessionEnd),
        (["сессии"], .sessionEnd), (["закрытия"], .sessionEnd), (["session"], .sessionEnd), (["close"], .sessionEnd),
        (["the", "next", "open"], .tomorrowOpen), (["next", "open"], .tomorrowOpen), (["the", "open"], .tomorrowOpen),
        (["открытие"], .tomorrowOpen), (["открытия"], .tomorrowOpen), (["open"], .tomorrowOpen),
        (["opening"], .tomorrowOpen), (["завтра"], .tomorrowOpen), (["tomorrow"], .tomorrowOpen),
        (["утра"], .tomorrowOpen), (["morning"], .tomorrowOpen),
    ]
}
