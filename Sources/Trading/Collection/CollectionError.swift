package import Exchange
import Market

/// A collection that the exchange did not let finish: what failed, and what stays.
package struct CollectionError: Error, Hashable, Sendable, CustomStringConvertible {
    package let detail: String
    package let cause: ExchangeError

    init(_ market: ShareMarket, _ progress: CollectionProgress, lastDay: CivilDate?, cause: ExchangeError) {
        let kept = lastDay.map { "the candles up to \($0) stay" } ?? "there are no candles yet"
        detail =
            "\(market): stopped after \(progress.done) of \(progress.days) days, \(kept); the next run goes on: \(cause)"
        self.cause = cause
    }

    package var description: String { detail }
}
