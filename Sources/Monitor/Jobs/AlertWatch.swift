import Exchange
import Market
import Platform
import Scheduling
import Store

/// What has to happen between the cycles: reminders, ended silences, closed sessions, the other process, what runs out.
package actor AlertWatch {
    private let parts: MonitorParts
    private let sessions: SessionMonitor
    private let ends: SessionEnds
    private let keeper: CalendarKeeper
    private var standing: [any StandingCheck]
    private var reviewed: (date: CivilDate, revision: Int64)?
    /// The last mending of the clock that the alert book knows of.
    private var mended: String?

    package init(parts: MonitorParts, sessions: SessionMonitor) {
        self.parts = parts
        self.sessions = sessions
        ends = SessionEnds(parts: parts, sessions: sessions)
        keeper = CalendarKeeper(parts: parts)
        standing = StandingChecks.all(parts.options)
    }

    /// Runs every minute, also outside sessions.
    package func run() async throws -> String {
        let now = parts.clock.now
        let date = MoscowTime.date(of: now)
        try await mendClock(at: now)
        let calendar = try await parts.calendars.calendar()
        try await ends.watch(calendar, at: now)
        try await sessions.secondLook()
        try await withdrawClosedDays(calendar, on: date)
        try await parts.book.applyIfAny { book, now in book.closeDays(before: date, at: now) }
        // Silences that are over end before anything new is said.
        let minutes = try await parts.store.settings.value(SettingName.escalateAfter).flatMap { Int($0) }
        let surroundings = AlertSurroundings(calendar, at: now, escalateAfter: minutes.map { .minutes($0) })
        try await parts.book.applyIfAny { book, now in book.tick(at: now, in: surroundings) }
        try await reviewCalendar(on: date)
        for index in standing.indices { try await look(index, at: now, on: date) }
        return "\(await parts.book.open.count) open"
    }

    /// Sets back what a clock that was ahead has left, and what the alert book holds of it.
    private func mendClock(at now: Timestamp) async throws {
        let isConfirmed = parts.exchange.iss.meter.skew.map { $0.skew.wholeSeconds.magnitude < 60 } ?? false
        try await ClockResumption(store: parts.store, log: parts.log).check(at: now, isConfirmed: isConfirmed)
        let latest = try await parts.store.settings.value(MendedClock.key)
        if latest != mended { try await parts.book.reload() }
        mended = latest
    }

    /// A day edited to closed has no feeds to be stale.
    private func withdrawClosedDays(_ calendar: TradingCalendar, on date: CivilDate) async throws {
        for market in AlgoPackSegment.allCases where calendar.day(date, market).kind == .closed {
            try await parts.book.applyIfAny { book, now in book.withdraw(market, on: date, at: now) }
        }
    }

    /// Looks at the two calendars again when one has changed, or another day has begun.
    private func reviewCalendar(on date: CivilDate) async throws {
        let revision = try await parts.store.calendar.revision()
        if let reviewed, reviewed == (date, revision) { return }
        try await keeper.review()
        reviewed = (date, revision)
    }

    private func look(_ index: Int, at now: Timestamp, on date: CivilDate) async throws {
        var check = standing[index]
        let verdicts = try await check.look(parts, at: now, on: date)
        if !verdicts.isEmpty {
            try await parts.book.applyIfAny { book, now in book.observe(verdicts, at: now, date: date) }
        }
        // What could not be stored was not seen either: the check looks again.
        standing[index] = check
    }
}
