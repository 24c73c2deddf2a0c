/// What one layer says of one day of one market.
package struct CalendarStatement: Hashable, Sendable {
    package var market: AlgoPackSegment
    package var date: CivilDate
    package var layer: CalendarLayer
    package var kind: DayKind
    /// The sessions of this one day; nil means those of the profile in force for the kind.
    package var sessions: [TradingSession]?
    /// The trading day a weekend session counts towards, where it differs from the date.
    package var tradeDate: CivilDate?
    /// False where the source itself says the statement is provisional.
    package var isConfirmed: Bool
    /// Who said it: a person's name or id, `moex-feed`, `trading_calendar.json`.
    package var author: String
    /// Why; free text, shown in the calendar.
    package var note: String
    /// When it was said.
    package var saidAt: Timestamp

    package init(
        market: AlgoPackSegment,
        date: CivilDate,
        layer: CalendarLayer,
        kind: DayKind,
        sessions: [TradingSession]? = nil,
        tradeDate: CivilDate? = nil,
        isConfirmed: Bool = true,
        author: String,
        note: String = "",
        saidAt: Timestamp
    ) {
        self.market = market
        self.date = date
        self.layer = layer
        self.kind = kind
        self.sessions = sessions
        self.tradeDate = tradeDate
        self.isConfirmed = isConfirmed
        self.author = author
        self.note = note
        self.saidAt = saidAt
    }
}
