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
    /// - Throws: errors of the source; ``ShareHistoryError`` of kind `noCandles` where the day has no such session, or no candles of it.
    package func levels(of secid: SecID, on date: CivilDate, calendar: TradingCalendar) async throws -> VWAPLevels? {
        VWAPLevels(try await candles(of: secid, on: date, calendar: calendar))
    }

    /// The levels with how they came about; nil where nothing was traded from that session on.
    ///
    /// - Throws: as ``levels(of:on:calendar:)``.
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

    /// The candles that the levels rest on, ascending; a recording may have nothing shorter than the day's own, which tells of the main
    /// session alone.
    package func candles(
        of secid: SecID,
        on date: CivilDate,
        calendar: TradingCalendar
    ) async throws -> [PriceCandle] {
        let start = MoscowTime.instant(date, try start(on: calendar.day(date, .equities)))
        let found = try await history.candles(of: secid, on: date)
        guard session == .main || !found.contains(where: Self.isWholeDay) else {
            throw ShareHistoryError(
                .noCandles,
                "of \(secid) the day's own candle alone is there of \(date), none of its \(session.rawValue) session"
            )
        }
        return found.filter { $0.begin >= start || Self.isWholeDay($0) }
    }

    /// A session that was asked for by its name is not replaced by another; where there is no main one, as on a weekend, the first counts.
    private func start(on day: TradingDay) throws -> TimeOfDay {
        if let named = day.sessions.first(where: { $0.name == session }) { return named.open }
        guard let first = day.sessions.first else { return .midnight }
        guard session == .main else {
            throw ShareHistoryError(.noCandles, "\(day.date) has no \(session.rawValue) session")
        }
        return first.open
    }

    private static func isWholeDay(_ candle: PriceCandle) -> Bool { candle.length >= .hours(24) }
}
