import Market
package import Store

/// Which silences the words after `/unsilence` and `mayak silence remove` mean; a pure value.
package enum SilenceLift: Hashable, Sendable {
    /// These, and no other can be meant.
    case these([Silence])
    /// One of these: several of the market, or only wider ones, which silence others as well.
    case oneOf([Silence])
    /// None of what is silent now.
    case none
    case notUnderstood

    /// - Parameter silences: those in force.
    package init(_ words: [String], among silences: [Silence]) {
        let isAll = words.contains { SilenceWish.allWords.contains($0.lowercased()) }
        let words = words.filter { !SilenceWish.allWords.contains($0.lowercased()) }
        if words.count == 1, !isAll, let id = Int64(words[0]) {
            let named = silences.filter { $0.id == id }
            self = named.isEmpty ? .none : .these(named)
            return
        }
        let wish = FeedWish(words)
        guard wish.rest.isEmpty, isAll || wish.market != nil || wish.endpoint != nil else {
            self = .notUnderstood
            return
        }
        let within = silences.filter {
            (wish.market == nil || $0.market == wish.market) && (wish.endpoint == nil || $0.endpoint == wish.endpoint)
        }
        let wider = silences.filter {
            ($0.market == nil || wish.market == nil || $0.market == wish.market)
                && ($0.endpoint == nil || wish.endpoint == nil || $0.endpoint == wish.endpoint)
        }
        self =
            switch within.count {
            case 0: wider.isEmpty ? .none : .oneOf(wider)
            case 1: .these(within)
            default: isAll ? .these(within) : .oneOf(within)
            }
    }
}
