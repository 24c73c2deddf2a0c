import Exchange
import Market
import Platform
package import Store

/// Keeps the bundled and the feed layer of the calendar in the store up to date, and tells of disagreements.
package struct CalendarKeeper: Sendable {
    private let store: CalendarStore
    private let calendars: CalendarCache
    private let book: StoredAlertBook
    private let feed: CalendarFeed
    private let clock: any MarketClock
    private let log: Log

    /// How far ahead the exchange is asked; its own table seldom reaches further.
    private static let daysAhead = 120

    /// - Parameter calendars: of `store`, with the profiles that hold where nothing is stated.
    init(
        store: CalendarStore,
        calendars: CalendarCache,
        book: StoredAlertBook,
        iss: ISSClient,
        clock: any MarketClock,
        log: Log
    ) {
        self.store = store
        self.calendars = calendars
        self.book = book
        feed = CalendarFeed(iss: iss, clock: clock)
        self.clock = clock
        self.log = log
    }

    /// Imports the bundled calendar; the revision rises only where it says something new.
    ///
    /// - Returns: the number of changed statements.
    package static func importBundled(_ file: CalendarFile, into store: CalendarStore) async throws -> Int {
        try await store.replaceLayer(.bundled, with: file.statements)
    }

    /// Reads the exchange's calendar into the feed layer, then raises or closes the alerts about disagreements.
    ///
    /// - Throws: `DatabaseError`; a calendar that cannot be read is told in the result, because the bundled layer still holds.
    package func sync() async throws -> String {
        let today = MoscowTime.date(of: clock.now)
        var report: CalendarFeedReport?
        var failure: ExchangeError?
        do {
            report = try await feed.report(from: today, through: today.adding(days: Self.daysAhead))
        } catch let error as ExchangeError {
            log.warning("Exchange calendar not read", ["error": error.description])
            failure = error
        }
        for remark in report?.remarks ?? [] { log.info("Exchange calendar read in part", ["remark": remark]) }
        let statements = try await store.statements()
        let known = statements.filter { $0.layer == .feed }
        let layer = report?.merged(into: known) ?? known
        // Who does not answer for the days will not answer for the hours.
        let asksHours = failure?.isSilence != true
        let newLayer = asksHours ? try await withAnnouncedHours(layer, of: statements, report, today) : layer
        let changed = try await store.replaceLayer(.feed, with: newLayer)
        if let failure, changed == 0 { return "not read: \(failure.kind.rawValue)" }
        let disagreements = try await review()
        let summary = "\(changed) changed, \(disagreements) disagree"
        if let failure { return "not read: \(failure.kind.rawValue); hours: \(summary)" }
        return "\(report?.source.rawValue ?? ""): \(report?.statements.count ?? 0) days, \(summary)"
    }

    /// Compares what is stored of the exchange's calendar with the other layers, from today on.
    ///
    /// Also after an edit and at the turn of a day: a person who edits the day answers the question, and the alert must not go
    /// on to hide what the feeds show.
    ///
    /// - Returns: the number of days on which they differ.
    @discardableResult
    package func review() async throws -> Int {
        let today = MoscowTime.date(of: clock.now)
        let statements = try await store.statements()
        let present = try await calendars.calendar()
        let ours = TradingCalendar(
            profiles: present.profiles,
            statements: statements.filter { $0.layer != .feed },
            pin: present.pin
        )
        let feed = statements.filter { $0.layer == .feed && $0.date >= today }.map(\.withoutHours)
        let disagreements = CalendarDisagreement.find(feed: feed, ours: ours).filter { $0.ours.layer != .edit }
        try await tell(disagreements, today: today)
        return disagreements.count
    }

    /// The feed layer with the sessions of today that the exchange announces otherwise than we have them.
    ///
    /// The hours are a correction of the day without them: else the second reading of a day would find nothing to correct. A
    /// market of which nothing is said keeps what was announced before.
    private func withAnnouncedHours(
        _ layer: [CalendarStatement],
        of statements: [CalendarStatement],
        _ report: CalendarFeedReport?,
        _ today: CivilDate
    ) async throws -> [CalendarStatement] {
        let plain = layer.map { statement -> CalendarStatement in
            guard statement.date == today, statement.sessions != nil else { return statement }
            let said = report?.statements.first { $0.market == statement.market && $0.date == today }
            return said ?? statement.withoutHours
        }
        let present = try await calendars.calendar()
        let unannounced = TradingCalendar(
            profiles: present.profiles,
            statements: statements.filter { $0.layer != .feed } + plain,
            pin: present.pin
        )
        var result = layer.filter { $0.date != today }
        for market in AlgoPackSegment.allCases {
            func ofToday(_ statements: [CalendarStatement]) -> [CalendarStatement] {
                statements.filter { $0.market == market && $0.date == today }
            }
            switch try await announcedHours(unannounced.day(today, market)) {
            case .unsaid: result += ofToday(layer)
            case .usual: result += ofToday(plain)
            case .other(let hours): result.append(hours)
            }
        }
        return result
    }

    private func announcedHours(_ day: TradingDay) async throws -> AnnouncedHours {
        do {
            return try await feed.hours(today: day)
        } catch let error as ExchangeError {
            // The hours need a plan of their own; without them the profile's hold, or what was announced before.
            log.debug("Announced hours not read", ["market": "\(day.market)", "error": error.description])
            return .unsaid
        }
    }

    /// One alert per market names the nearest days on which the two calendars differ.
    private func tell(_ disagreements: [CalendarDisagreement], today: CivilDate) async throws {
        let verdicts = AlgoPackSegment.allCases.map { CalendarMismatchRule.verdict($0, disagreements, today: today) }
        try await book.observe(verdicts, date: today)
    }
}

extension CalendarStatement {
    /// The statement without announced hours: an announcement of other hours is news, not a disagreement about the day.
    fileprivate var withoutHours: CalendarStatement {
        guard sessions != nil else { return self }
        var statement = self
        statement.sessions = nil
        if kind == .short { statement.kind = .normal }
        return statement
    }
}
