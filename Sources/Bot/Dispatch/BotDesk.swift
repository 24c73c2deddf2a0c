import Market
import Platform
import Store

/// What every command and button handler needs at hand.
struct BotDesk: Sendable {
    let store: StateStore
    let clock: any MarketClock
    let options: BotOptions
    let calendars: CalendarSnapshots
    let log: Log

    var now: Timestamp { clock.now }
    var today: CivilDate { MoscowTime.date(of: clock.now) }

    init(store: StateStore, clock: any MarketClock, options: BotOptions, log: Log) {
        self.store = store
        self.clock = clock
        self.options = options
        self.log = log
        calendars = CalendarSnapshots(store: store, profiles: options.profiles, pin: options.pin)
    }
}

/// The calendar as a value, read again when its revision has changed.
actor CalendarSnapshots {
    private let store: StateStore
    private let profiles: SessionProfiles
    private let pin: ProfilePin?
    private var known: CalendarSnapshot?

    init(store: StateStore, profiles: SessionProfiles, pin: ProfilePin?) {
        self.store = store
        self.profiles = profiles
        self.pin = pin
    }

    func current() async throws -> CalendarSnapshot {
        let revision = try await store.calendarRevision()
        if let known, known.revision == revision { return known }
        let statements = try await store.calendarStatements()
        let snapshot = CalendarSnapshot(
            revision: revision,
            statements: statements,
            calendar: TradingCalendar(profiles: profiles, statements: statements, pin: pin)
        )
        known = snapshot
        return snapshot
    }
}

/// The calendar at one revision.
struct CalendarSnapshot: Sendable {
    let revision: Int64
    let statements: [CalendarStatement]
    let calendar: TradingCalendar

    /// The day as it would be with another edit, or without one.
    func day(_ date: CivilDate, _ market: MarketID, choosing choice: DayChoice) -> TradingDay {
        var others = statements.filter { $0.market == market && $0.date == date && $0.layer != .edit }
        if case .kind(let kind) = choice {
            others.append(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .edit,
                    kind: kind,
                    author: "",
                    saidAt: Timestamp(seconds: 0)
                )
            )
        }
        // The weekday rule looks at which years the bundled file covers, so the rest of the market stays in.
        let rest = statements.filter { $0.market == market && $0.date != date }
        return TradingCalendar(profiles: calendar.profiles, statements: rest + others, pin: calendar.pin)
            .day(date, market)
    }
}
