package import Market
package import Store

/// What the words after `/silence` ask for: what is to be silent, how long, and why; a pure value.
package struct SilenceWish: Hashable, Sendable {
    package let market: AlgoPackSegment?
    package let endpoint: Endpoint?
    package let span: SilenceSpan
    /// Everything after the span; may be empty.
    package let reason: String

    /// Reads `[SCOPE] SPAN [REASON]`; the scope may follow the span by its codes.
    ///
    /// Returns nil for words that say no span, or something else before it.
    ///
    /// - Parameter now: what a time of day is counted from.
    package init?(_ words: [String], at now: Timestamp) {
        var scope = FeedWish([])
        var span: SilenceSpan?
        var reason: [String] = []
        var rest = words[...]
        while let word = rest.first {
            let bare = FeedWish.bare(word)
            if !reason.isEmpty {
                reason.append(word)
                rest = rest.dropFirst()
            } else if bare.isEmpty || (span == nil && Self.allWords.contains(bare.lowercased())) {
                rest = rest.dropFirst()
            } else if scope.take(feedWord: bare, onlyCodes: span != nil) {
                rest = rest.dropFirst()
            } else if span == nil, let read = SilenceSpan.read(rest, at: now) {
                span = read.span
                rest = rest.dropFirst(read.words)
            } else if span != nil, AlgoPackSegment(bare) == nil, Endpoint(bare) == nil {
                reason.append(word)
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        guard let span else { return nil }
        market = scope.market
        endpoint = scope.endpoint
        self.span = span
        self.reason = String(reason.joined(separator: " ").prefix(Silence.reasonLimit))
    }

    /// Words for everything.
    package static let allWords: Set = ["all", "все", "всё", "everything"]
}
