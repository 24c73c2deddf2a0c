import Market
import Store

/// What the calendar menu can set a day to.
enum DayChoice: Hashable, Sendable {
    case kind(DayKind)
    /// Take the edit away, so that the lower layers speak again.
    case automatic

    static let all: [DayChoice] = [
        .kind(.normal), .kind(.closed), .kind(.transferred), .kind(.weekendSession), .automatic,
    ]

    var word: String {
        switch self {
        case .kind(.normal): "n"
        case .kind(.transferred): "t"
        case .kind(.weekendSession): "w"
        case .kind(.short): "s"
        case .kind(.closed): "c"
        case .kind(.unknown): "u"
        case .automatic: "a"
        }
    }

    /// The kind that the edit says; nil: no edit.
    var kind: DayKind? {
        switch self {
        case .kind(let kind): kind
        case .automatic: nil
        }
    }

    init?(word: String) {
        guard let choice = Self.all.first(where: { $0.word == word }) else { return nil }
        self = choice
    }
}

/// One screen or action of the calendar menu.
enum CalendarScreen: Hashable, Sendable {
    /// Four years from the given one.
    case years(from: Int)
    case months(year: Int)
    case days(year: Int, month: Int)
    case day(CivilDate)
    case statuses(CivilDate, MarketID)
    case confirm(CivilDate, MarketID, DayChoice)
    /// Changes the day, provided the calendar is still at the revision that the confirm screen showed.
    case apply(CivilDate, MarketID, DayChoice, revision: Int64)
    case undo(edit: Int64)
    case history(CivilDate, MarketID)
    /// Opens the menu in a new message, from a button of another one.
    case open(CivilDate)
    case close
}

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
        guard let first = arguments.first, let last = arguments.last, arguments.count >= 2,
            let owner = Int64(last, radix: 36), owner >= 0,
            let screen = Self.screen(first, Array(arguments.dropFirst().dropLast()))
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
        case .day(let date): ["k", Self.digits(date)]
        case .statuses(let date, let market): ["s", Self.digits(date), market.rawValue]
        case .confirm(let date, let market, let choice): ["c", Self.digits(date), market.rawValue, choice.word]
        case .apply(let date, let market, let choice, let revision):
            ["a", Self.digits(date), market.rawValue, choice.word, String(revision, radix: 36)]
        case .undo(let edit): ["u", String(edit, radix: 36)]
        case .history(let date, let market): ["h", Self.digits(date), market.rawValue]
        case .open(let date): ["o", Self.digits(date)]
        case .close: ["x"]
        }
    }

    private static func screen(_ word: String, _ rest: [String]) -> CalendarScreen? {
        func market(_ index: Int) -> MarketID? { MarketID.allCases.first { $0.rawValue == rest[index] } }
        switch (word, rest.count) {
        case ("y", 1): return year(rest[0]).map { .years(from: $0) }
        case ("m", 1): return year(rest[0]).map { .months(year: $0) }
        case ("d", 1):
            guard let number = Int(rest[0]), (1...12).contains(number % 100), year(String(number / 100)) != nil
            else { return nil }
            return .days(year: number / 100, month: number % 100)
        case ("k", 1): return date(rest[0]).map { .day($0) }
        case ("o", 1): return date(rest[0]).map { .open($0) }
        case ("s", 2):
            guard let date = date(rest[0]), let market = market(1) else { return nil }
            return .statuses(date, market)
        case ("h", 2):
            guard let date = date(rest[0]), let market = market(1) else { return nil }
            return .history(date, market)
        case ("c", 3):
            guard let date = date(rest[0]), let market = market(1), let choice = DayChoice(word: rest[2])
            else { return nil }
            return .confirm(date, market, choice)
        case ("a", 4):
            guard let date = date(rest[0]), let market = market(1), let choice = DayChoice(word: rest[2]),
                let revision = Int64(rest[3], radix: 36), revision >= 0
            else { return nil }
            return .apply(date, market, choice, revision: revision)
        case ("u", 1): return Int64(rest[0], radix: 36).flatMap { $0 > 0 ? .undo(edit: $0) : nil }
        case ("x", 0): return .close
        default: return nil
        }
    }

    /// Years that a menu may show; a forged one further away is refused.
    private static func year(_ text: String) -> Int? {
        Int(text).flatMap { (2010...2099).contains($0) ? $0 : nil }
    }

    /// `20261120`.
    private static func digits(_ date: CivilDate) -> String {
        date.description.replacing("-", with: "")
    }

    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8, let number = Int(text), year(String(number / 10_000)) != nil else { return nil }
        return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
