package import Analytics
package import Exchange
package import Market
import Store

/// Finds the VWAP and its band of a share's day, from the start of a session on.
package struct LevelsFinder: Sendable {
    private let history: any ShareHistory
    private let session: TradingSession.Name

    /// - Parameter session: where the count begins; it ends with the day's last trade.
    package init(_ history: any ShareHistory, from session: TradingSession.Name = .main) {
        self.history = history
        self.session = session
    }

    /// Nil where nothing was traded from that session on.
    ///
    /// A day without such a session, as one of a weekend, counts from its first.
    ///
    /// - Throws: errors of the source.
    package func levels(of secid: SecID, on date: CivilDate, calendar: TradingCalendar) async throws -> VWAPLevels? {
        VWAPLevels(try await candles(of: secid, on: date, calendar: calendar))
    }

    /// The levels with how they came about; nil where nothing was traded from that session on.
    ///
    /// - Throws: errors of the source.
    func found(_ secid: SecID, on date: CivilDate, calendar: TradingCalendar) async throws -> LevelsFinding? {
        let candles = try await candles(of: secid, on: date, calendar: calendar)
        guard let levels = VWAPLevels(candles) else { return nil }
        let path = VWAPPath(candles).points.map { point in
            PricePath.Point(
                at: point.at,
                price: point.price,
                vwap: point.vwap,
                support: point.sigma.map { point.vwap - levels.width * $0 },
                resistance: point.sigma.map { point.vwap + levels.width * $0 }
            )
        }
        return LevelsFinding(
            vwap: levels.vwap,
            support: levels.support,
            resistance: levels.resistance,
            from: levels.from,
            till: levels.till,
            path: PricePath(path)
        )
    }

    /// The candles that the levels rest on, ascending; a recording may have nothing shorter than the day's own.
    package func candles(
        of secid: SecID,
        on date: CivilDate,
        calendar: TradingCalendar
    ) async throws -> [PriceCandle] {
        let sessions = calendar.day(date, .equities).sessions
        let open = (sessions.first { $0.name == session } ?? sessions.first)?.open ?? .midnight
        let start = MoscowTime.instant(date, open)
        return try await history.candles(of: secid, on: date).filter { $0.begin >= start || $0.length >= .hours(24) }
    }
}
