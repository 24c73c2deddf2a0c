package import Store

/// What an alert explains, so that it need not be told as well.
package struct Hiding: Hashable, Sendable {
    /// Whose alerts are explained.
    package enum Scope: Sendable {
        /// Those of the same market and feed, as far as the cause names them.
        case covered
        case sameMarket
        case sameFeed
    }

    /// True where all that feeds show is explained.
    package var symptoms = false
    /// The rules that are explained beside them.
    package var rules: Set<AlertRule> = []
    package var within = Scope.covered
    /// True where only the days are explained that the cause names (`AlertFacts.slots`).
    package var onlyNamedDays = false

    package static let nothing = Hiding()

    /// True when an alert of the one key can explain one of the other.
    func covers(_ effect: AlertKey, by cause: AlertKey) -> Bool {
        guard rules.contains(effect.rule) || (symptoms && AlertPolicy.of(effect.rule).isFeedSymptom) else {
            return false
        }
        return switch within {
        case .covered:
            (cause.market == nil || cause.market == effect.market)
                && (cause.endpoint == nil || cause.endpoint == effect.endpoint)
        case .sameMarket: cause.market == effect.market
        case .sameFeed: cause.feed == effect.feed
        }
    }
}
