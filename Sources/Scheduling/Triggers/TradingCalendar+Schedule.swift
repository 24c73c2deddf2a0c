package import Market

extension TradingCalendar: SessionCalendar {
    package func kind(of market: MarketID, on date: CivilDate) -> DayKind {
        day(date, market).kind
    }

    package func sessions(of market: MarketID, on date: CivilDate) -> [TradingSession] {
        day(date, market).sessions
    }
}
