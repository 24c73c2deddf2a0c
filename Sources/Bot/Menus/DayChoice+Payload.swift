import Market
import Operations

/// Choices as the words of a button.
extension DayChoice {
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
            guard let market = AlgoPackSegment.allCases.first(where: { "e" + $0.rawValue == word }) else { return nil }
            self = .copy(market)
        case "a" where word == "a": self = .automatic
        default:
            guard let kind = Self.kinds.first(where: { DayChoice.kind($0).word == word }) else { return nil }
            self = .kind(kind)
        }
    }
}
