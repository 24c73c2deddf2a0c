import Market
import Operations

/// What `/calendar [MONTH | DATE[-DATE]] [MARKET|all] [KIND]` asks for: a screen of the menu; a pure value.
struct CalendarRequest {
    /// A word that is not understood, or one that is missing.
    enum Problem: Error, Hashable {
        case date(String), market(String), kind(String)
        case backwards(String)
        case time, tooLong
    }

    private struct Markets {
        /// nil: all of them.
        let only: AlgoPackSegment?
    }

    let today: CivilDate

    /// - Throws: ``Problem``.
    func screen(_ words: [String]) throws(Problem) -> CalendarScreen {
        var words = DateReader(today: today).joinedSpans(words)
        // A market before the date is one all the same.
        if words.count > 1, Self.markets(words[0]) != nil, span(words[1]) != nil { words.swapAt(0, 1) }
        guard let first = words.first else {
            return CalendarMenu.years.contains(today.year)
                ? .days(year: today.year, month: today.month) : .years(from: today.year)
        }
        let reader = DateReader(today: today)
        if words.count == 1, let (year, month) = reader.month(first), CalendarMenu.years.contains(year) {
            return .days(year: year, month: month)
        }
        guard let span = span(first) else { throw reader.isBackwards(first) ? .backwards(first) : .date(first) }
        guard span.count <= CalendarScope.longest else { throw .tooLong }
        guard words.count > 1 else { return span.isSingle ? .day(span.first) : .range(span) }
        guard let markets = Self.markets(words[1]) else {
            guard Self.isKind(words.dropFirst()) else { throw .market(words[1]) }
            // A kind straight after the date: which market is not said, except where all take one's days.
            let choice = try Self.choice(words.dropFirst())
            if case .copy = choice { return .confirm(CalendarScope(span, nil), choice) }
            return .market(span, choice)
        }
        let scope = CalendarScope(span, markets.only)
        let rest = words.dropFirst(2)
        guard let word = rest.first?.lowercased() else { return .statuses(scope) }
        if Self.historyWords.contains(word), rest.count == 1, let market = markets.only, span.isSingle {
            return .history(span.first, market)
        }
        switch try Self.choice(rest) {
        case .copy(let source): return .confirm(CalendarScope(span, nil), .copy(source))
        case let choice: return .confirm(scope, choice)
        }
    }

    /// `2027-01-01..2027-01-08`, `01.01-08.01`, `tomorrow`, `сегодня`; of a year that the menu shows.
    private func span(_ text: String) -> DateSpan? {
        DateReader(today: today).span(text).flatMap { span in
            CalendarMenu.years.contains(span.first.year) && CalendarMenu.years.contains(span.last.year) ? span : nil
        }
    }

    private static func markets(_ word: String) -> Markets? {
        if allWords.contains(word.lowercased()) { return Markets(only: nil) }
        return AlgoPackSegment(word: word).map { Markets(only: $0) }
    }

    private static func isKind(_ words: ArraySlice<String>) -> Bool {
        guard let word = words.first?.lowercased() else { return false }
        return plainWords[word] != nil || plainWords[words.joined(separator: " ").lowercased()] != nil
            || shortWords.contains(word) || likeWords.contains(word)
    }

    private static func choice(_ words: ArraySlice<String>) throws(Problem) -> DayChoice {
        guard let word = words.first?.lowercased() else { throw .kind("") }
        let rest = words.dropFirst()
        if shortWords.contains(word) {
            guard rest.count == 1, let time = rest.first.flatMap({ TimeOfDay.spoken($0) }) else {
                throw .time
            }
            return .short(close: time)
        }
        if likeWords.contains(word), rest.count == 1, let market = rest.first.flatMap({ AlgoPackSegment(word: $0) }) {
            return .copy(market)
        }
        let said = words.joined(separator: " ")
        guard let choice = plainWords[said.lowercased()] else { throw .kind(said) }
        return choice
    }

    private static let allWords: Set = ["all", "все", "всё"]
    private static let historyWords: Set = ["history", "история"]
    private static let shortWords: Set = ["short", "сокращённый", "сокращенный", "короткий"]
    private static let likeWords: Set = ["as", "like", "как"]
    private static let plainWords: [String: DayChoice] = [
        "normal": .kind(.normal), "обычный": .kind(.normal),
        "closed": .kind(.closed), "holiday": .kind(.closed), "выходной": .kind(.closed), "нет": .kind(.closed),
        "торгов нет": .kind(.closed), "нет торгов": .kind(.closed), "закрыт": .kind(.closed), "закрыто": .kind(.closed),
        "transferred": .kind(.transferred), "рабочий": .kind(.transferred), "рабочий выходной": .kind(.transferred),
        "weekend": .kind(.weekendSession), "сессия": .kind(.weekendSession), "weekend_session": .kind(.weekendSession),
        "торги в выходной": .kind(.weekendSession), "сессия выходного дня": .kind(.weekendSession),
        "weekend session": .kind(.weekendSession), "working weekend": .kind(.transferred),
        "weekend-session": .kind(.weekendSession),
        "auto": .automatic, "автоматически": .automatic, "снять": .automatic,
    ]
}
