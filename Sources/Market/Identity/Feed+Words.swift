extension AlgoPackSegment {
    /// Reads a market by its code or by what it trades, in either language: `FO`, `фьючерсы`, `futures`; nil for anything else.
    package init?(word: String) {
        guard let market = AlgoPackSegment(word) ?? Self.words[word.lowercased()] else { return nil }
        self = market
    }

    private static let words: [String: AlgoPackSegment] = [
        "акции": .equities, "акций": .equities, "акциям": .equities, "shares": .equities, "stocks": .equities,
        "equities": .equities, "валюта": .currency, "валюты": .currency, "валюту": .currency, "валюте": .currency,
        "currency": .currency, "currencies": .currency, "фьючерсы": .futures, "фьючерсов": .futures,
        "фьючерсам": .futures, "futures": .futures,
    ]
}

extension Feed {
    /// Reads a feed in one word: `FO/obstats`, `fo.obstats`, `FO:obstats`, `fo_obstats`; nil for anything else, and for a feed that the
    /// exchange does not have.
    package init?(word: String) {
        let parts = word.split(whereSeparator: { "./:_-·".contains($0) })
        guard parts.count == 2, let market = AlgoPackSegment(String(parts[0])),
            let endpoint = Endpoint(String(parts[1])),
            Feed.exists(endpoint, on: market)
        else { return nil }
        self.init(market, endpoint)
    }
}
