package import Market

extension TradingCalendar: SessionCalendar {
    package func kind(of market: AlgoPackSegment, on date: CivilDate) -> DayKind {
        day(date, market).kind
    }

    package func sessions(of market: AlgoPackSegment, on date: CivilDate) -> [TradingSession] {
        day(date, market).sessions
    }
}
