import Market
import Operations

/// A button of the calendar menu: `v1:cal:<screen>:<arguments…>:<owner>`.
///
/// The owner is the person who opened the menu, in base 36; 0 stands for whoever presses. It keeps people from stepping
/// on each other's menus and gives no right: the role of the person who presses is looked up each time.
struct CalendarRoute: Hashable, Sendable {
    static let name = "cal"

    let screen: CalendarScreen
    let owner: Int64

    init(_ screen: CalendarScreen, owner: Int64) {
        self.screen = screen
        self.owner = owner
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard let last = arguments.last, arguments.count >= 2, let owner = Int64(last, radix: 36), owner >= 0,
            let screen = PayloadWords(arguments.dropLast()).screen
        else { return nil }
        self.init(screen, owner: owner)
    }

    var payload: String {
        CallbackPayload(route: Self.name, arguments: words + [String(owner, radix: 36)]).text
    }

    private var words: [String] {
        switch screen {
        case .years(let from): ["y", String(from)]
        case .months(let year): ["m", String(year)]
        case .days(let year, let month): ["d", String(year * 100 + month)]
        case .day(let date): ["k", digits(date)]
        case .rangeFirst(let year, let month): ["f", String(year * 100 + month)]
        case .rangeLast(let first, let year, let month): ["l", digits(first), String(year * 100 + month)]
        case .range(let span): ["r", digits(span)]
        case .market(let span, let choice): ["w", digits(span), choice.word]
        case .statuses(let scope): ["s"] + pair(scope)
        case .closes(let scope): ["t"] + pair(scope)
        case .confirm(let scope, let choice): ["c"] + pair(scope) + [choice.word]
        case .apply(let scope, let choice, let revision):
            ["a"] + pair(scope) + [choice.word, String(revision, radix: 36)]
        case .undo(let first, let count): ["u", String(first, radix: 36), String(count)]
        case .history(let date, let market): ["h", digits(date), market.rawValue]
        case .open(let date): ["o", digits(date)]
        case .answer(let date, let market, let isHoliday): ["q", digits(date), market.rawValue, isHoliday ? "1" : "0"]
        case .close: ["x"]
        }
    }

    private func pair(_ scope: CalendarScope) -> [String] {
        [digits(scope.span), scope.market?.rawValue ?? "ALL"]
    }

    /// `20261120`.
    private func digits(_ date: CivilDate) -> String {
        date.description.replacing("-", with: "")
    }

    /// `20270101+7`: the first day, and how many follow.
    private func digits(_ span: DateSpan) -> String {
        digits(span.first) + (span.isSingle ? "" : "+\(span.count - 1)")
    }
}

/// The words of a payload on their way back to a screen; a forged one gives nil.
private struct PayloadWords {
    private let name: String
    private let rest: [String]

    init(_ words: ArraySlice<String>) {
        name = words.first ?? ""
        rest = Array(words.dropFirst())
    }

    var screen: CalendarScreen? {
        switch (name, rest.count) {
        case ("y", 1): year(0).map { .years(from: $0) }
        case ("m", 1): year(0).map { .months(year: $0) }
        case ("d", 1): month(0).map { .days(year: $0.year, month: $0.month) }
        case ("k", 1): date(0).map { .day($0) }
        case ("o", 1): date(0).map { .open($0) }
        case ("f", 1): month(0).map { .rangeFirst(year: $0.year, month: $0.month) }
        case ("l", 2): date(0).flatMap { first in month(1).map { .rangeLast(first, year: $0.year, month: $0.month) } }
        case ("r", 1): span(0).map { .range($0) }
        case ("w", 2): span(0).flatMap { span in DayChoice(word: rest[1]).map { .market(span, $0) } }
        case ("s", 2): scope.map { .statuses($0) }
        case ("t", 2): scope.map { .closes($0) }
        case ("c", 3): scope.flatMap { scope in DayChoice(word: rest[2]).map { .confirm(scope, $0) } }
        case ("a", 4):
            scope.flatMap { scope in
                DayChoice(word: rest[2]).flatMap { choice in
                    number(3, radix: 36).map { .apply(scope, choice, revision: $0) }
                }
            }
        case ("u", 2):
            number(0, radix: 36).flatMap { first in
                number(1, radix: 10).flatMap { (1...999).contains($0) ? .undo(first: first, count: Int($0)) : nil }
            }
        case ("h", 2): date(0).flatMap { date in market(1).map { .history(date, $0) } }
        case ("q", 3):
            date(0).flatMap { date in
                market(1).flatMap { market in
                    ["0", "1"].contains(rest[2]) ? .answer(date, market, isHoliday: rest[2] == "1") : nil
                }
            }
        case ("x", 0): .close
        default: nil
        }
    }

    private var scope: CalendarScope? {
        guard let span = span(0) else { return nil }
        if rest[1] == "ALL" { return CalendarScope(span, nil) }
        return market(1).map { CalendarScope(span, $0) }
    }

    private func span(_ index: Int) -> DateSpan? {
        let parts = rest[index].split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = Self.date(String(parts[0])) else { return nil }
        guard parts.count > 1 else { return DateSpan(first) }
        guard let more = Int(parts[1]), (1..<CalendarScope.longest).contains(more) else { return nil }
        return DateSpan(first, first.adding(days: more))
    }

    private func date(_ index: Int) -> CivilDate? { Self.date(rest[index]) }

    private func market(_ index: Int) -> AlgoPackSegment? {
        AlgoPackSegment.allCases.first { $0.rawValue == rest[index] }
    }

    private func number(_ index: Int, radix: Int) -> Int64? {
        Int64(rest[index], radix: radix).flatMap { $0 >= 0 ? $0 : nil }
    }

    private func month(_ index: Int) -> (year: Int, month: Int)? {
        guard let number = Int(rest[index]), (1...12).contains(number % 100), Self.isYear(number / 100)
        else { return nil }
        return (number / 100, number % 100)
    }

    private func year(_ index: Int) -> Int? {
        Int(rest[index]).flatMap { Self.isYear($0) ? $0 : nil }
    }

    /// Years that a menu may show; a forged one further away is refused.
    private static func isYear(_ year: Int) -> Bool { CalendarMenu.years.contains(year) }

    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8, let number = Int(text), isYear(number / 10_000) else { return nil }
        return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
