/// A trading session of one market on one date, as a span of instants.
package struct SessionWindow: Hashable, Sendable {
    package let market: AlgoPackSegment
    package let date: CivilDate
    package let session: TradingSession

    package init(market: AlgoPackSegment, date: CivilDate, session: TradingSession) {
        self.market = market
        self.date = date
        self.session = session
    }

    package var open: Timestamp { MoscowTime.instant(date, session.open) }
    package var close: Timestamp { MoscowTime.instant(date, session.close) }

    /// The first moment at which a slot of this session can have been published: open + slot + publish lag.
    ///
    /// A check before it would call a feed late that has nothing to publish yet.
    package func firstCheck(publishLag: Duration) -> Timestamp {
        open + Slot.length + publishLag
    }
}
