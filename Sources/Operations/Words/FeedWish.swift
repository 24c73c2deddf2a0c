package import Market

/// What the words of a command name, in any order and every usual form: a market, a data set, a day; a pure value.
///
/// Every command of the chat that takes one of them reads its words here.
package struct FeedWish: Hashable, Sendable {
    package private(set) var market: AlgoPackSegment?
    package private(set) var endpoint: Endpoint?
    package private(set) var date: CivilDate?
    /// What is none of these, or the second of its kind.
    package private(set) var rest: [String] = []

    /// - Parameters:
    ///   - words: as `DateReader.joined` leaves them.
    ///   - today: what "yesterday" is reckoned from; nil where no day can be meant.
    package init(_ words: [String], today: CivilDate? = nil) {
        let reader = today.map(DateReader.init(today:))
        for word in words.map(Self.bare) where !word.isEmpty {
            if take(feedWord: word) {
                continue
            } else if date == nil, let day = reader?.date(word) {
                date = day
            } else {
                rest.append(word)
            }
        }
    }

    /// Both, where they make a feed that the exchange has.
    package var feed: Feed? {
        guard let market, let endpoint, Feed.exists(endpoint, on: market) else { return nil }
        return Feed(market, endpoint)
    }

    /// True for a feed of that market and data set, as far as they are named.
    package func covers(_ feed: Feed) -> Bool {
        (market == nil || market == feed.market) && (endpoint == nil || endpoint == feed.endpoint)
    }

    /// Takes a word that names a market, a data set or both.
    ///
    /// - Parameter onlyCodes: `FO` and the like, where other words mean something else.
    mutating func take(feedWord word: String, onlyCodes: Bool = false) -> Bool {
        if market == nil, let named = onlyCodes ? AlgoPackSegment(word) : AlgoPackSegment(word: word) {
            market = named
        } else if endpoint == nil, let named = Endpoint(word) {
            endpoint = named
        } else if market == nil, endpoint == nil, let named = Feed(word: word) {
            (market, endpoint) = (named.market, named.endpoint)
        } else {
            return false
        }
        return true
    }

    /// Without the commas and dots with which people, and the bot's own headlines, join names.
    static func bare(_ word: String) -> String {
        var word = word[...]
        while let last = word.last, ",;·".contains(last) { word.removeLast() }
        return String(word)
    }
}
