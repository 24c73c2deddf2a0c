package import Market

/// What the passing of time depends on beside the clock: who trades, and what people have set in the chat.
package struct AlertSurroundings: Hashable, Sendable {
    /// Markets in session with the instant at which the session opened; nil: everybody trades all the time.
    package var sessions: [AlgoPackSegment: Timestamp]?
    /// Set in the chat; nil: as configured.
    package var escalateAfter: Duration?

    package init(sessions: [AlgoPackSegment: Timestamp]? = nil, escalateAfter: Duration? = nil) {
        self.sessions = sessions
        self.escalateAfter = escalateAfter
    }

    package init(_ calendar: TradingCalendar, at now: Timestamp, escalateAfter: Duration? = nil) {
        let open = AlgoPackSegment.allCases.compactMap { market in
            calendar.window(at: now, market).map { (market, $0.open) }
        }
        self.init(sessions: Dictionary(uniqueKeysWithValues: open), escalateAfter: escalateAfter)
    }

    /// True while somebody may be reminded of what concerns a market, or all of them where it is nil.
    ///
    /// At night nothing can be done and nothing gets worse: a login that fails after the last close waits for the morning.
    /// There the first checks come before the reminder.
    ///
    /// - Parameters:
    ///   - told: when the alert was announced.
    ///   - grace: how long after an open what was told before it rests.
    func mayRemind(of market: AlgoPackSegment?, told: Timestamp, grace: Duration, at now: Timestamp) -> Bool {
        guard let sessions else { return true }
        let opened = market.map { [sessions[$0]].compactMap(\.self) } ?? Array(sessions.values)
        guard let first = opened.min() else { return false }
        return told >= first || now - first >= grace
    }
}
