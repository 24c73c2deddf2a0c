package import Market

/// What triggers and jobs ask of the trading calendar.
package protocol SessionCalendar: Sendable {
    func kind(of market: AlgoPackSegment, on date: CivilDate) -> DayKind
    /// In order of time; empty on a closed day.
    func sessions(of market: AlgoPackSegment, on date: CivilDate) -> [TradingSession]
}

/// Fires once a day at a distance from the open or close of a session: `open+5m10s`, `close+20m`.
package struct SessionTrigger: Hashable, Sendable {
    package enum Edge: String, Hashable, Sendable {
        case open, close
    }

    package let market: AlgoPackSegment
    package let session: TradingSession.Name
    package let edge: Edge
    /// Negative before the edge; within a day either way.
    package let offset: Duration

    /// Returns nil when the offset is a day or more.
    package init?(_ market: AlgoPackSegment, _ session: TradingSession.Name, _ edge: Edge, offset: Duration = .zero) {
        guard offset > .seconds(-86_400), offset < .seconds(86_400) else { return nil }
        self.market = market
        self.session = session
        self.edge = edge
        self.offset = offset
    }

    /// The first fire at or after an instant; nil when no such session comes within a year.
    package func nextFire(atOrAfter instant: Timestamp, calendar: any SessionCalendar) -> Timestamp? {
        let today = MoscowTime.date(of: instant)
        for date in (-1...366).map(today.adding(days:)) {
            for session in calendar.sessions(of: market, on: date) where session.name == self.session {
                let time = edge == .open ? session.open : session.close
                let fire = MoscowTime.instant(date, time) + offset
                if fire >= instant { return fire }
            }
        }
        return nil
    }

    /// `session[EQ main open+0:05:10]`.
    package var consoleText: String {
        let sign = offset < .zero ? "-" : "+"
        let size = offset < .zero ? .zero - offset : offset
        let distance = offset == .zero ? "" : sign + IntervalTrigger.spanText(size)
        return "session[\(market) \(session.rawValue) \(edge.rawValue)\(distance)]"
    }
}
