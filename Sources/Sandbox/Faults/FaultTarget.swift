package import Market

/// Whom a fault hits.
package enum FaultTarget: Hashable, Sendable, CustomStringConvertible {
    /// The whole exchange: every route under `/iss` and the login.
    case exchange
    /// The login only.
    case login
    /// The calendar routes only.
    case calendar
    /// The Korea Exchange's market data.
    case korea
    case market(AlgoPackSegment)
    case feed(Feed)
    /// The whole Bot API.
    case telegram
    /// One method of the Bot API, lower case.
    case method(String)
    /// Everything sent to one chat: its id, or a name such as `group`.
    case chat(String)

    /// Reads `exchange`, `login`, `calendar`, `krx`, `EQ`, `FO obstats` (or `FO/obstats`), `telegram`, `telegram:sendMessage`,
    /// `chat:group`, `chat:-1002000000001`.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "/" }).map(String.init)
        switch text.lowercased() {
        case "exchange": self = .exchange
        case "login": self = .login
        case "calendar": self = .calendar
        case "krx": self = .korea
        case "telegram": self = .telegram
        default:
            if text.hasPrefix("telegram:"), text.count > 9 {
                self = .method(text.dropFirst(9).lowercased())
            } else if text.hasPrefix("chat:"), text.count > 5 {
                self = .chat(String(text.dropFirst(5)))
            } else if words.count == 1, let market = AlgoPackSegment(words[0]) {
                self = .market(market)
            } else if words.count == 2, let market = AlgoPackSegment(words[0]), let endpoint = Endpoint(words[1]),
                Feed.exists(endpoint, on: market)
            {
                self = .feed(Feed(market, endpoint))
            } else {
                return nil
            }
        }
    }

    package var description: String {
        switch self {
        case .exchange: "exchange"
        case .login: "login"
        case .calendar: "calendar"
        case .korea: "krx"
        case .market(let market): market.rawValue
        case .feed(let feed): feed.description
        case .telegram: "telegram"
        case .method(let name): "telegram:\(name)"
        case .chat(let chat): "chat:\(chat)"
        }
    }

    /// What a reader may write, for messages about mistakes.
    static let forms =
        "exchange, login, calendar, krx, EQ|FX|FO, \"FO obstats\", telegram, telegram:<method>, chat:<name or id>"

    /// True when the fault hits a feed of the exchange.
    func covers(_ market: AlgoPackSegment, _ dataset: Dataset) -> Bool {
        switch self {
        case .exchange: true
        case .market(let own): own == market
        case .feed(let feed): feed.market == market && feed.endpoint == dataset.endpoint
        case .login, .calendar, .korea, .telegram, .method, .chat: false
        }
    }
}
