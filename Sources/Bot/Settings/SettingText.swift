import Market
import Operations

/// What a setting of a chat became, as the audit trail keeps it: `off`, `23:00-07:00 hold`, `30 min`, `-100123`, `EQ 12`.
enum SettingText: Hashable, Sendable {
    case off
    case quiet(QuietHours)
    case minutes(Int)
    case chat(Int64)
    /// The topic of a market's messages; of no market: of what concerns none.
    case topic(AlgoPackSegment?, Int64)

    /// As it is stored.
    var text: String {
        switch self {
        case .off: "off"
        case .quiet(let hours): hours.description
        case .minutes(let minutes): "\(minutes)\(Self.minutesMark)"
        case .chat(let chat): "\(chat)"
        case .topic(let market, let thread): "\(market?.rawValue ?? Self.noMarket) \(thread)"
        }
    }

    /// Reads what is stored; nil for what another version wrote.
    init?(stored text: String) {
        if text == SettingText.off.text {
            self = .off
        } else if let hours = QuietHours(text) {
            self = .quiet(hours)
        } else if text.hasSuffix(Self.minutesMark), let minutes = Int(text.dropLast(Self.minutesMark.count)) {
            self = .minutes(minutes)
        } else if let chat = Int64(text) {
            self = .chat(chat)
        } else {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 2, let thread = Int64(words[1]) else { return nil }
            guard words[0] != Self.noMarket else {
                self = .topic(nil, thread)
                return
            }
            guard let market = AlgoPackSegment(rawValue: words[0]) else { return nil }
            self = .topic(market, thread)
        }
    }

    private static let minutesMark = " min"
    private static let noMarket = "all"
}
