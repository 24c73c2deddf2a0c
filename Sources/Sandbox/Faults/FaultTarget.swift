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
    /// The whole broker.
    case broker
    /// One method of the broker, as the contract writes it: `PostOrder`.
    case brokerMethod(String)
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
        case "broker": self = .broker
        default:
            if text.hasPrefix("broker:"), text.count > 7 {
                self = .brokerMethod(String(text.dropFirst(7)))
            } else if text.hasPrefix("telegram:"), text.count > 9 {
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
        case .broker: "broker"
        case .brokerMethod(let name): "broker:\(name)"
        case .telegram: "telegram"
        case .method(let name): "telegram:\(name)"
        case .chat(let chat): "chat:\(chat)"
        }
    }

    /// What a reader may write, for messages about mistakes.
    static let forms =
        "exchange, login, calendar, krx, EQ|FX|FO, \"FO obstats\", telegram, telegram:<method>, broker, broker:<method>, "
        + "chat:<name or id>"

    /// True when the fault hits a feed of the exchange.
    func covers(_ market: AlgoPackSegment, _ dataset: Dataset) -> Bool {
        switch self {
        case .exchange: true
        case .market(let own): own == market
        case .feed(let feed): feed.market == market && feed.endpoint == dataset.endpoint
        case .login, .calendar, .korea, .broker, .brokerMethod, .telegram, .method, .chat: false
        }
    }

    /// True when the fault hits a method of the broker.
    func coversBroker(_ method: String) -> Bool {
        switch self {
        case .broker: true
        case .brokerMethod(let name): name == method
        case .exchange, .login, .calendar, .korea, .market, .feed, .telegram, .method, .chat: false
        }
    }
}
