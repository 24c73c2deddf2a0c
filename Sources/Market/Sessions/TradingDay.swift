/// What one date is for one market once all layers are weighed.
package struct TradingDay: Hashable, Sendable {
    package let market: AlgoPackSegment
    package let date: CivilDate
    package let kind: DayKind
    /// The layer that decided.
    package let layer: CalendarLayer
    /// False where the source is provisional, or nothing but the weekday rule speaks for a year not announced yet.
    package let isConfirmed: Bool
    /// Who decided; `weekday rule` when no layer names the day.
    package let author: String
    package let note: String
    /// In order of time; empty on a closed day.
    package let sessions: [TradingSession]
    /// The trading day that the date's trades count towards; nil when it is closed.
    package let tradeDate: CivilDate?
    /// What each layer says of the day, strongest first; the weekday rule is not listed.
    package let statements: [CalendarStatement]

    /// True when trading is certain and has a session: orders may be sent.
    package var isTrading: Bool { kind.isTrading && !sessions.isEmpty }

    /// True when there is, or may be, trading: monitors run.
    package var isMonitored: Bool { kind.isMonitored && !sessions.isEmpty }

    package var windows: [SessionWindow] {
        sessions.map { SessionWindow(market: market, date: date, session: $0) }
    }

    /// Ids of the jobs that watch its sessions, in order: `FO1`, `FO2` (``SessionMonitorID``).
    package var monitorIDs: [String] {
        isMonitored ? sessions.indices.map { "\(SessionMonitorID(market, $0 + 1))" } : []
    }
}
