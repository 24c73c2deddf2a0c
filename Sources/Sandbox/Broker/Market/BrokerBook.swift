import Glibc
import Market

/// A book as the broker shows it, best first.
struct BrokerBook: Hashable, Sendable {
    var bids: [BookLevel] = []
    var asks: [BookLevel] = []

    subscript(side: BookSide) -> [BookLevel] { side == .bid ? bids : asks }
}

extension BrokerMarket {
    /// Levels on a side that can be asked for, at most.
    static let deepest = 50

    /// The book of an instant: around the best quote that the exchange's feed shows for the minute, with sizes that change each
    /// second; nil outside sessions.
    func book(_ instrument: BrokerInstrument, at now: Timestamp, depth: Int = deepest) -> BrokerBook? {
        guard window(instrument, at: now) != nil else { return nil }
        let quote = market.generator.bestQuote(instrument.instrument, minute: Self.minute(at: now))
        return BrokerBook(
            bids: levels(instrument, from: quote.bid, direction: -1, depth, now),
            asks: levels(instrument, from: quote.ask, direction: 1, depth, now)
        )
    }

    private func levels(
        _ instrument: BrokerInstrument,
        from best: Int64,
        direction: Int64,
        _ depth: Int,
        _ now: Timestamp
    ) -> [BookLevel] {
        let own = instrument.instrument
        let minute = Self.minute(at: now)
        let root = StableHash(market.options.seed).with("depth").with(own.hash).with(minute).with(Int(direction))
        let typical = max(1, own.typicalLots / 12)
        var levels: [BookLevel] = []
        var ticks = best
        for place in 0..<min(depth, Self.deepest) where ticks > 0 {
            let hash = root.with(place)
            let breath = hash.with(Int(now.seconds)).within(0.8...1.25)
            // Behind the best price there is more, up to about three times as much.
            let size = typical * hash.with(1).within(0.3...2) * (1 + 0.2 * Double(min(place, 10))) * breath
            levels.append(BookLevel(instrument.price(ticks: ticks), Lots(max(1, Int64(size)))))
            ticks += direction * Int64(hash.with(2).whole(1...2))
        }
        return levels
    }
}
