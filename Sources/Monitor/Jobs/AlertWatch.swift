import Exchange
import Market
import Platform
import Store

/// What has to happen between the cycles: reminders, ended silences, closed sessions, the other process, what runs out.
package actor AlertWatch {
    private let parts: MonitorParts
    private let sessions: SessionMonitor
    /// Sessions already closed, so that each is closed once.
    private var closed: Set<String> = []
    private var horizonCheckedOn: CivilDate?

    package init(parts: MonitorParts, sessions: SessionMonitor) {
        self.parts = parts
        self.sessions = sessions
    }

    /// Runs every minute, also outside sessions.
    package func run() async throws -> String {
        let now = parts.clock.now
        let date = MoscowTime.date(of: now)
        let calendar = try await parts.calendars.calendar()
        try await closeSessions(calendar, at: now)
        try await withdrawClosedDays(calendar, on: date)
        if parts.options.watchesBot { try await watchBot(at: now, date: date) }
        if parts.options.checksDailySets, horizonCheckedOn != date {
            let expiry = HorizonRules.keyExpiry(parts.exchange.keyExpiry, at: now)
            try await parts.desk.observe(HorizonRules.calendar(calendar, from: date) + [expiry], date: date)
            horizonCheckedOn = date
        }
        try await parts.desk.apply { book, now in book.tick(at: now) }
        return "\(await parts.desk.open.count) open"
    }

    /// Closes the alerts of sessions that ended; a short pause before the next session is not an end.
    private func closeSessions(_ calendar: TradingCalendar, at now: Timestamp) async throws {
        let wait = parts.options.timing.limit + .minutes(1)
        let today = MoscowTime.date(of: now)
        for market in MarketID.allCases {
            for date in [today.adding(days: -1), today] {
                let windows = calendar.day(date, market).windows
                for (index, window) in windows.enumerated() where now >= window.close + wait {
                    let next = index + 1 < windows.count ? windows[index + 1].open : nil
                    let name = "session-closed:\(market):\(date):\(window.session.name.rawValue)"
                    guard next.map({ $0 > window.close + wait }) ?? true, !closed.contains(name) else { continue }
                    closed.insert(name)
                    guard try await parts.store.setting(name) == nil else { continue }
                    // A last look first: the final slot of a session is due only after its last cycle.
                    if date == today { _ = try await sessions.check(market) }
                    var batch = StoreBatch()
                    batch.settings[name] = "\(now.milliseconds)"
                    try await parts.desk.apply(batch) { book, now in book.closeSession(of: market, at: now) }
                }
            }
        }
    }

    /// A day edited to closed has no feeds to be stale.
    private func withdrawClosedDays(_ calendar: TradingCalendar, on date: CivilDate) async throws {
        let open = await parts.desk.open
        for market in MarketID.allCases where calendar.day(date, market).kind == .closed {
            guard open.contains(where: { $0.key.market == market && $0.date == date }) else { continue }
            try await parts.desk.apply { book, now in book.withdraw(market, at: now) }
        }
    }

    private func watchBot(at now: Timestamp, date: CivilDate) async throws {
        let key = AlertKey(.botSilent)
        guard let beat = try await parts.store.heartbeats().first(where: { $0.process == .bot }) else { return }
        let silence = now - beat.at
        let isSilent = silence > parts.options.botSilence
        let verdict: Verdict =
            isSilent
            ? .bad(key, value: silence.inSeconds, limit: parts.options.botSilence.inSeconds) : .good(key)
        try await parts.desk.observe([verdict], date: date)
    }
}
