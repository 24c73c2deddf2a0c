package import Exchange
package import Market

/// The broker's trades of the last hour, as what a running engine has missed.
package struct LiveBackfill: BackfillSource {
    private let market: TInvestMarket
    private let instruments: [TInvestInstrument]

    /// How far back the broker tells of trades (T-Invest API, GetLastTrades: the last hour).
    private static let reach = Duration.hours(1)

    /// - Parameter instruments: the traded ones, in their slots.
    package init(_ market: TInvestMarket, _ instruments: [TInvestInstrument]) {
        self.market = market
        self.instruments = instruments
    }

    package func missed(_ slot: InstrumentSlot, in span: Range<Timestamp>) async throws(FeedError) -> Backfill {
        guard instruments.indices.contains(slot.index) else { return .notOffered }
        let from = max(span.lowerBound, span.upperBound - Self.reach)
        let trades: [TInvestMarket.Trade]
        do {
            trades = try await market.trades(instruments[slot.index], from..<span.upperBound)
        } catch {
            throw FeedError(.cut, "the broker tells no trades: \(error)")
        }
        let missed = trades.map { trade in
            let lots = Lots(min(trade.lots.count.saturatingProduct(LotScale.perLot), LotScale.most))
            return MissedTrade(at: trade.time, trade.side, trade.price, lots)
        }
        return .trades(missed, isWhole: from == span.lowerBound && missed.count < TInvestMarket.mostTrades)
    }
}
