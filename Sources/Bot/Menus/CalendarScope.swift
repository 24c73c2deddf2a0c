import Market

/// The days and markets that a person speaks of.
struct CalendarScope: Hashable, Sendable {
    /// A year's holidays and more, and still one screen to look at.
    static let longest = 62

    let span: DateSpan
    /// nil: all markets.
    let market: MarketID?

    init(_ span: DateSpan, _ market: MarketID?) {
        self.span = span
        self.market = market
    }

    init(_ date: CivilDate, _ market: MarketID?) {
        self.init(DateSpan(date), market)
    }

    var markets: [MarketID] { market.map { [$0] } ?? MarketID.allCases }

    /// True for one day of one market.
    var isSingle: Bool { span.isSingle && market != nil }

    /// As the audit trail names it: `FO 2027-01-01..2027-01-08`.
    var auditName: String { "\(markets.map(\.rawValue).joined(separator: ",")) \(span)" }
}

/// What the calendar menu can set days to.
enum DayChoice: Hashable, Sendable {
    /// Normal, closed, transferred or a weekend session.
    case kind(DayKind)
    /// The usual sessions, cut at a time.
    case short(close: TimeOfDay)
    /// What another market's day is.
    case copy(MarketID)
    /// Take the edit away, so that the lower layers speak again.
    case automatic

    /// The kinds that need nothing more to be said.
    static let kinds: [DayKind] = [.normal, .closed, .transferred, .weekendSession]

    /// In payloads: `n`, `s1400`, `eFO`, `a`.
    var word: String {
        switch self {
        case .kind(.normal): "n"
        case .kind(.transferred): "t"
        case .kind(.weekendSession): "w"
        case .kind(.closed): "c"
        case .kind(.short), .kind(.unknown): "u"
        case .short(let close): "s" + close.shortDescription.replacing(":", with: "")
        case .copy(let market): "e" + market.rawValue
        case .automatic: "a"
        }
    }

    init?(word: String) {
        switch word.first {
        case "s":
            guard word.utf8.count == 5, let number = Int(word.dropFirst()),
                let close = TimeOfDay(hour: number / 100, minute: number % 100)
            else { return nil }
            self = .short(close: close)
        case "e":
            guard let market = MarketID.allCases.first(where: { "e" + $0.rawValue == word }) else { return nil }
            self = .copy(market)
        case "a" where word == "a": self = .automatic
        default:
            guard let kind = Self.kinds.first(where: { DayChoice.kind($0).word == word }) else { return nil }
            self = .kind(kind)
        }
    }

    var auditName: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .short(let close): "short until \(close.shortDescription)"
        case .copy(let market): "as \(market)"
        case .automatic: "no edit"
        }
    }
}
