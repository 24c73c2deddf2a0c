import Exchange
import Market
import Platform
package import Store

/// Keeps the bundled and the feed layer of the calendar in the store up to date, and tells of disagreements.
package struct CalendarKeeper: Sendable {
    private let parts: MonitorParts
    private let feed: CalendarFeed

    /// How far ahead the exchange is asked; its own table seldom reaches further.
    private static let daysAhead = 120

    package init(parts: MonitorParts) {
        self.parts = parts
        feed = CalendarFeed(iss: parts.exchange.iss, clock: parts.clock)
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
        let today = MoscowTime.date(of: parts.clock.now)
        let report: CalendarFeedReport
        do {
            report = try await feed.report(from: today, through: today.adding(days: Self.daysAhead))
        } catch let error as ExchangeError {
            parts.log.warning("Exchange calendar not read", ["error": error.description])
            return "not read: \(error.kind.rawValue)"
        }
        let statements = try await parts.store.calendar.statements()
        let present = try await parts.calendars.calendar()
        var layer = report.merged(into: statements.filter { $0.layer == .feed })
        // The hours are a correction of the day without them: else the second reading of a day would find nothing to correct.
        let unannounced = TradingCalendar(
            profiles: present.profiles,
            statements: statements.filter { $0.layer != .feed } + layer,
            pin: present.pin
        )
        for hours in try await announcedHours(today, unannounced) {
            layer.removeAll { $0.market == hours.market && $0.date == hours.date }
            layer.append(hours)
        }
        let changed = try await parts.store.calendar.replaceLayer(.feed, with: layer)
        let disagreements = try await review()
        return "\(report.source.rawValue): \(report.statements.count) days, \(changed) changed, "
            + "\(disagreements) disagree"
    }

    /// Compares what is stored of the exchange's calendar with the other layers, from today on.
    ///
    /// Also after an edit and at the turn of a day: a person who edits the day answers the question, and the alert must not go
    /// on to hide what the feeds show.
    ///
    /// - Returns: the number of days on which they differ.
    @discardableResult
    package func review() async throws -> Int {
        let today = MoscowTime.date(of: parts.clock.now)
        let statements = try await parts.store.calendar.statements()
        let present = try await parts.calendars.calendar()
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

    /// Sessions of today that the exchange announces otherwise than we have them: delayed, cut or cancelled.
    private func announcedHours(_ today: CivilDate, _ calendar: TradingCalendar) async throws -> [CalendarStatement] {
        var statements: [CalendarStatement] = []
        for market in MarketID.allCases {
            do {
                guard let hours = try await feed.hours(today: calendar.day(today, market)) else { continue }
                statements.append(hours)
            } catch let error as ExchangeError {
                // The hours need a plan of their own; without them the profile's hold.
                parts.log.debug("Announced hours not read", ["market": "\(market)", "error": error.description])
            }
        }
        return statements
    }

    /// One alert per market names the nearest days on which the two calendars differ.
    private func tell(_ disagreements: [CalendarDisagreement], today: CivilDate) async throws {
        let verdicts = MarketID.allCases.map { CalendarMismatchRule.verdict($0, disagreements, today: today) }
        try await parts.book.observe(verdicts, date: today)
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
