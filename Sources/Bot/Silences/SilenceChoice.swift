import Market

/// What `/silence` offers where the words do not yet say what and for how long; a pure value.
struct SilenceChoice {
    static let allWords: Set = ["all", "все", "всё"]

    let html: String
    let choice: CommandChoice

    /// Returns nil for words that say more than a scope.
    init?(_ words: [String], _ wording: Wording) {
        var choice = CommandChoice("silence")
        let market = words.first.flatMap { AlgoPackSegment($0) }
        let isAll = words.first.map { Self.allWords.contains($0.lowercased()) } ?? false
        switch words.count {
        case 1 where words[0].lowercased() == Self.newWord:
            choice.add(AlgoPackSegment.allCases.map { ($0.rawValue, [$0.rawValue]) })
            choice.add([(wording.text(SilencePhrase.everything), ["all"])])
            html = wording.html(SilencePhrase.chooseScope)
        case 1 where market != nil:
            let name = words[0].uppercased()
            choice.add([(wording.text(SilencePhrase.wholeMarket, ["market": name]), [name, "all"])])
            for endpoint in Endpoint.allCases where market.map({ Feed.exists(endpoint, on: $0) }) ?? false {
                choice.add([("\(name) \(endpoint)", [name, endpoint.rawValue])])
            }
            html = wording.html(SilencePhrase.chooseScope)
        case 1 where isAll, 2 where market != nil && (Endpoint(words[1]) != nil || Self.allWords.contains(words[1])):
            for row in [[OfferedSpan.halfHour, .twoHours], [.sessionEnd, .tomorrowOpen]] {
                choice.add(row.map { (wording.text($0.label), words + [$0.word]) })
            }
            let named = [market?.rawValue, words.dropFirst().first.flatMap { Endpoint($0) }?.rawValue].compactMap(
                \.self
            )
            let scope = named.isEmpty ? wording.text(SilencePhrase.everything) : named.joined(separator: " ")
            html = wording.html(SilencePhrase.chooseSpan, ["scope": scope])
        default: return nil
        }
        self.choice = choice
    }

    /// Begins the choice.
    static let newWord = "new"
}
