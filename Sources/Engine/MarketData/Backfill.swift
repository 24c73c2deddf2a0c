package import Market

/// A source of market data that may know what happened while nobody listened.
package protocol BackfillSource: Sendable {
    /// Tells of an instrument what was missed.
    ///
    /// - Throws: ``FeedError`` where the source gave no answer; it may be asked again.
    func missed(_ slot: InstrumentSlot, in span: Range<Timestamp>) async throws(FeedError) -> Backfill
}

/// What a source can tell of a gap.
///
/// Books are in no answer: a stream of whole books is whole again with its next one, and nobody can act on a book of the past.
package enum Backfill: Hashable, Sendable {
    /// The source keeps nothing of the past.
    case notOffered
    /// Trades of others, oldest first; `isWhole` is false where the source does not reach back to the gap's beginning.
    case trades([MissedTrade], isWhole: Bool)
}

/// A trade of others that happened in a gap.
package struct MissedTrade: Hashable, Sendable {
    package let time: Timestamp
    package let aggressor: Side
    package let price: Price
    /// In hundred-millionths of a lot: ``LotScale``.
    package let lots: Lots

    package init(at time: Timestamp, _ aggressor: Side, _ price: Price, _ lots: Lots) {
        self.time = time
        self.aggressor = aggressor
        self.price = price
        self.lots = lots
    }

    func event(of slot: InstrumentSlot) -> MarketEvent {
        var event = MarketEvent()
        event.kind = .trade
        event.slot = slot
        event.time = time
        event.price = price
        event.lots = lots
        event.aggressor = aggressor
        return event
    }
}
