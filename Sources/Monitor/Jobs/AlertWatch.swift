import Exchange
import Market
import Platform
import Scheduling
import Store

/// What has to happen between the cycles: reminders, ended silences, closed sessions, the other process, what runs out.
package actor AlertWatch {
    private let parts: MonitorParts
    private let sessions: SessionMonitor
    private let keeper: CalendarKeeper
    private var horizonCheckedOn: CivilDate?
    private var reviewed: (date: CivilDate, revision: Int64)?
    private var botSpan: WatchSpan
    private var savedSkew: String?
    /// The last mending of the clock that the alert book knows of.
    private var mended: String?

    package init(parts: MonitorParts, sessions: SessionMonitor) {
        self.parts = parts
        self.sessions = sessions
        keeper = CalendarKeeper(parts: parts)
        botSpan = WatchSpan(period: parts.options.botSilence)
    }

    /// Runs every minute, also outside sessions.
    package func run() async throws -> String {
        let now = parts.clock.now
        let date = MoscowTime.date(of: now)
        try await mendClock(at: now)
        let calendar = try await parts.calendars.calendar()
        try await closeSessions(calendar, at: now)
        try await withdrawClosedDays(calendar, on: date)
        try await parts.desk.applyIfAny { book, now in book.closeDays(before: date, at: now) }
        // Silences that are over end before anything new is said.
        let minutes = try await parts.store.setting(SettingName.escalateAfter).flatMap { Int($0) }
        let surroundings = AlertSurroundings(calendar, at: now, escalateAfter: minutes.map { .minutes($0) })
        try await parts.desk.applyIfAny { book, now in book.tick(at: now, in: surroundings) }
        try await reviewCalendar(on: date)
        try await watchRuns(at: now, date: date)
        try await watchClocks(at: now, date: date)
        if parts.options.watchesBot { try await watchBot(at: now, date: date) }
        if parts.options.checksDailySets, horizonCheckedOn != date {
            let expiry = HorizonRules.keyExpiry(parts.exchange.keyExpiry, at: now)
            try await parts.desk.observe(HorizonRules.calendar(calendar, from: date) + [expiry], date: date)
            horizonCheckedOn = date
        }
        return "\(await parts.desk.open.count) open"
    }

    /// Sets back what a clock that was ahead has left, and what the alert book holds of it.
    private func mendClock(at now: Timestamp) async throws {
        let isConfirmed = parts.exchange.iss.meter.skew.map { $0.skew.wholeSeconds.magnitude < 60 } ?? false
        try await ClockResumption(store: parts.store, log: parts.log).check(at: now, isConfirmed: isConfirmed)
        let latest = try await parts.store.setting(MendedClock.key)
        if latest != mended { try await parts.desk.reload() }
        mended = latest
    }

    /// Closes the alerts of sessions that ended; a short pause before the next session is not an end.
    private func closeSessions(_ calendar: TradingCalendar, at now: Timestamp) async throws {
        let wait = parts.options.timing.limit + .minutes(1)
        let today = MoscowTime.date(of: now)
        for market in MarketID.allCases {
            let windows = [today.adding(days: -1), today].flatMap { calendar.day($0, market).windows }
            let ended = windows.indices.filter { index in
                let close = windows[index].close
                let next = index + 1 < windows.count ? windows[index + 1].open : nil
                return now >= close + wait && next.map { $0 > close + wait } ?? true
            }
            guard let close = ended.last.map({ windows[$0].close }) else { continue }
            let name = "session-closed:\(market)"
            let closedUpTo = try await parts.store.setting(name).flatMap { Int64($0) } ?? 0
            guard closedUpTo < close.milliseconds else { continue }
            // A last look first: the final slot of a session is due only after its last cycle. Hours later it tells nothing.
            if now < close + wait + .minutes(15) { _ = try await sessions.check(market) }
            let isLast = MarketID.allCases.allSatisfy { calendar.window(at: now, $0) == nil }
            var batch = StoreBatch()
            batch.settings[name] = "\(close.milliseconds)"
            try await parts.desk.apply(batch) { book, now in
                book.closeSession(of: market, closedAt: close, isLast: isLast, at: now)
            }
        }
    }

    /// A day edited to closed has no feeds to be stale.
    private func withdrawClosedDays(_ calendar: TradingCalendar, on date: CivilDate) async throws {
        for market in MarketID.allCases where calendar.day(date, market).kind == .closed {
            try await parts.desk.applyIfAny { book, now in book.withdraw(market, on: date, at: now) }
        }
    }

    /// Looks at the two calendars again when one has changed, or another day has begun.
    private func reviewCalendar(on date: CivilDate) async throws {
        let revision = try await parts.store.calendarRevision()
        if let reviewed, reviewed == (date, revision) { return }
        try await keeper.review()
        reviewed = (date, revision)
    }

    private func watchRuns(at now: Timestamp, date: CivilDate) async throws {
        let runs = try await parts.store.runs(from: now - MissedRunsRule.window, until: now)
        let verdict = MissedRunsRule.verdict(runs, at: now)
        try await parts.desk.applyIfAny { book, now in book.observe([verdict], at: now, date: date) }
    }

    /// Our clock against the exchange's, which this process asks, and Telegram's, which the bot does.
    private func watchClocks(at now: Timestamp, date: CivilDate) async throws {
        let exchange = parts.exchange.iss.meter.skew
        if let exchange, exchange.text != savedSkew {
            try await parts.store.setSetting(SettingName.exchangeSkew, exchange.text)
            savedSkew = exchange.text
        }
        let telegram = ClockSkew(text: try await parts.store.setting(SettingName.telegramSkew))
        // A clock of a sandbox runs faster than the way of an answer is measured.
        let speed = (parts.clock as? ScaledClock).map { max(1, $0.anchor.speed) } ?? 1
        let limit = parts.options.clockSkew * speed
        let found = ClockSkewRule.verdict(telegram: telegram, exchange: exchange, at: now, limit: limit)
        guard let found else { return }
        try await parts.desk.applyIfAny { book, now in book.observe([found], at: now, date: date) }
    }

    private func watchBot(at now: Timestamp, date: CivilDate) async throws {
        let key = AlertKey(.botSilent)
        let isAwake = botSpan.look(at: now)
        // That its polls fail while it lives, the bot tells by itself.
        let beats = try await parts.store.heartbeats().filter { $0.process == .bot || $0.process == .botProcess }
        guard let silence = beats.map({ $0.silence(at: now) }).min() else { return }
        let isSilent = silence > parts.options.botSilence
        guard isAwake || !isSilent else { return }
        let verdict: Verdict =
            isSilent
            ? .bad(key, value: silence.inSeconds, limit: parts.options.botSilence.inSeconds) : .good(key)
        try await parts.desk.applyIfAny { book, now in book.observe([verdict], at: now, date: date) }
    }
}
