import Exchange
import Market
import Platform
import Scheduling
import Store

/// What has to happen between the cycles: reminders, ended silences, closed sessions, the other process, what runs out.
package actor AlertWatch {
    private let sessions: SessionMonitor
    private let ends: SessionEnds
    private let keeper: CalendarKeeper
    private let resumption: ClockResumption
    private let book: StoredAlertBook
    private let settings: SettingStore
    private let statements: CalendarStore
    private let calendars: CalendarCache
    private let exchangeClock: SkewMeter
    private let clock: any MarketClock
    private var standing: [any StandingCheck]
    private var reviewed: (date: CivilDate, revision: Int64)?
    /// The last mending of the clock that the alert book knows of.
    private var mended: String?

    /// - Parameters:
    ///   - statements: what the calendar is made of; a change of them is looked at.
    ///   - exchangeClock: what says whether ours is right.
    ///   - standing: in the order in which they look.
    init(
        sessions: SessionMonitor,
        ends: SessionEnds,
        keeper: CalendarKeeper,
        resumption: ClockResumption,
        book: StoredAlertBook,
        settings: SettingStore,
        statements: CalendarStore,
        calendars: CalendarCache,
        exchangeClock: SkewMeter,
        clock: any MarketClock,
        standing: [any StandingCheck]
    ) {
        self.sessions = sessions
        self.ends = ends
        self.keeper = keeper
        self.resumption = resumption
        self.book = book
        self.settings = settings
        self.statements = statements
        self.calendars = calendars
        self.exchangeClock = exchangeClock
        self.clock = clock
        self.standing = standing
    }

    /// Runs every minute, also outside sessions.
    package func run() async throws -> String {
        let now = clock.now
        let date = MoscowTime.date(of: now)
        try await mendClock(at: now)
        let calendar = try await calendars.calendar()
        try await ends.watch(calendar, at: now)
        try await sessions.secondLook()
        try await withdrawClosedDays(calendar, on: date)
        try await book.applyIfAny { book, now in book.closeDays(before: date, at: now) }
        // Silences that are over end before anything new is said.
        let patience = try await settings.minutes(SettingName.escalateAfter)
        let surroundings = AlertSurroundings(calendar, at: now, escalateAfter: patience)
        try await book.applyIfAny { book, now in book.tick(at: now, in: surroundings) }
        try await reviewCalendar(on: date)
        for index in standing.indices { try await look(index, at: now, on: date) }
        return "\(await book.open.count) open"
    }

    /// Sets back what a clock that was ahead has left, and what the alert book holds of it.
    private func mendClock(at now: Timestamp) async throws {
        let isConfirmed = exchangeClock.skew.map { $0.skew.wholeSeconds.magnitude < 60 } ?? false
        try await resumption.check(at: now, isConfirmed: isConfirmed)
        let latest = try await settings.value(SettingName.mendedClock)
        if latest != mended { try await book.reload() }
        mended = latest
    }

    /// A day edited to closed has no feeds to be stale.
    private func withdrawClosedDays(_ calendar: TradingCalendar, on date: CivilDate) async throws {
        for market in AlgoPackSegment.allCases where calendar.day(date, market).kind == .closed {
            try await book.applyIfAny { book, now in book.withdraw(market, on: date, at: now) }
        }
    }

    /// Looks at the two calendars again when one has changed, or another day has begun.
    private func reviewCalendar(on date: CivilDate) async throws {
        let revision = try await statements.revision()
        if let reviewed, reviewed == (date, revision) { return }
        try await keeper.review()
        reviewed = (date, revision)
    }

    private func look(_ index: Int, at now: Timestamp, on date: CivilDate) async throws {
        var check = standing[index]
        let verdicts = try await check.look(at: now, on: date)
        if !verdicts.isEmpty {
            try await book.applyIfAny { book, now in book.observe(verdicts, at: now, date: date) }
        }
        // What could not be stored was not seen either: the check looks again.
        standing[index] = check
    }
}
