import Market
import Operations

/// What `/silence` offers where the words do not yet say what and for how long; a pure value.
struct SilenceChoice {
    let html: String
    let choice: CommandChoice

    /// Returns nil for words that say more than a scope.
    init?(_ words: [String], _ wording: Wording) {
        var choice = CommandChoice("silence")
        guard words.count != 1 || words[0].lowercased() != Self.newWord else {
            choice.add(AlgoPackSegment.allCases.map { ($0.rawValue, [$0.rawValue]) })
            choice.add([(wording.text(SilencePhrase.everything), ["all"])])
            html = wording.html(SilencePhrase.chooseScope)
            self.choice = choice
            return
        }
        let isAll = words.contains { SilenceWish.allWords.contains($0.lowercased()) }
        let scope = FeedWish(words.filter { !SilenceWish.allWords.contains($0.lowercased()) })
        guard !words.isEmpty, scope.rest.isEmpty else { return nil }
        let named = [scope.market?.rawValue, scope.endpoint?.rawValue].compactMap(\.self)
        if let market = scope.market, scope.endpoint == nil, !isAll {
            choice.add([
                (wording.text(SilencePhrase.wholeMarket, ["market": market.rawValue]), [market.rawValue, "all"])
            ])
            for feed in Feed.all(of: market) {
                choice.add([(feed.description, [market.rawValue, feed.endpoint.rawValue])])
            }
            html = wording.html(SilencePhrase.chooseScope)
        } else {
            let said = named + (scope.endpoint == nil ? ["all"] : [])
            for row in [[OfferedSpan.halfHour, .twoHours], [.sessionEnd, .tomorrowOpen]] {
                choice.add(row.map { (wording.text($0.label), said + [$0.word]) })
            }
            let title = named.isEmpty ? wording.text(SilencePhrase.everything) : named.joined(separator: " ")
            html = wording.html(SilencePhrase.chooseSpan, ["scope": title])
        }
        self.choice = choice
    }

    /// Begins the choice.
    static let newWord = "new"
}
