package import Market
import Scheduling
package import Store

/// Gathers the facts of a report from the store: once, in one place, for the chat and the command line alike.
package struct ReportFacts: Sendable {
    /// Trading days in the longer span of a day's report.
    package static let comparedDays = 20

    private let alerts: AlertStore
    private let history: FeedStore
    private let runs: JobStore
    private let calendars: CalendarCache
    private let clock: any MarketClock
    private let limit: Duration
    private let own: [Feed: Duration]
    private let feeds: [Feed]

    /// - Parameters:
    ///   - history: the slots that came.
    ///   - runs: tell until when each market was watched.
    ///   - limit: `DELAY`, within which a slot is in time.
    ///   - own: the same for single feeds, in place of `limit`.
    ///   - unrecorded: feeds that a replay has no rows of; they are not counted.
    package init(
        alerts: AlertStore,
        history: FeedStore,
        runs: JobStore,
        calendars: CalendarCache,
        clock: any MarketClock,
        limit: Duration,
        own: [Feed: Duration] = [:],
        unrecorded: Set<Feed> = []
    ) {
        self.alerts = alerts
        self.history = history
        self.runs = runs
        self.calendars = calendars
        self.clock = clock
        self.limit = limit
        self.own = own
        feeds = Feed.all.filter { $0.endpoint.isSlotted && !unrecorded.contains($0) }
    }

    /// - Parameter options: what a slot in time is, and what a replay has no rows of.
    package init(
        alerts: AlertStore,
        history: FeedStore,
        runs: JobStore,
        calendars: CalendarCache,
        clock: any MarketClock,
        options: MonitorOptions
    ) {
        self.init(
            alerts: alerts,
            history: history,
            runs: runs,
            calendars: calendars,
            clock: clock,
            limit: options.timing.limit,
            own: options.timing.own,
            unrecorded: options.unrecorded
        )
    }

    /// The report of a day up to now; nil for a day without sessions, and for one that has not begun.
    package func day(_ date: CivilDate) async throws -> DayReport? {
        let now = clock.now
        let today = MoscowTime.date(of: now)
        let calendar = try await calendars.calendar()
        let days = ReportDays(calendar: calendar)
        guard days.hasSessions(date), date <= today else { return nil }
        var report = DayReport(date: date, asOf: date == today ? MoscowTime.time(of: now) : .endOfDay)
        let span = days.dates(ofTradingDays: Self.comparedDays, upTo: date)
        let slots = try await slotCalendar(calendar, span.dates, at: now)
        report.feeds = try await scores(slots, now: [date], compared: span.dates)
        report.comparedDays = span.dates.count { date in
            days.isTradingDay(date) && AlgoPackSegment.allCases.contains { slots.isWatched($0, on: date) }
        }
        (report.gap, report.worst) = try await extremes(slots, on: [date])
        let alerts = try await self.alerts.all(from: date, through: date)
        report.incidents = IncidentTally.summary(alerts, at: end(of: date, now))
        // What alarmed nobody is no loss: contracts that have expired are missed beside new ones.
        let lost = Set(alerts.filter { $0.toldAt != nil && $0.severity > .info }.flatMap(\.facts.lostSecids)).sorted()
        report.lostTickers = lost.isEmpty ? nil : Array(lost.prefix(20))
        report.hi2 = try await history.hi2Checks(from: date, through: date)
        let tomorrow = date.adding(days: 1)
        report.tomorrow = DayReport.Outlook.all(on: tomorrow, in: calendar)
        report.previousDay = days.previousDay(before: date)
        if !days.hasSessions(tomorrow) { report.nextTradingDay = days.nextTradingDay(after: date) }
        return report
    }

    /// The report of the week from Monday to Sunday that holds a date; nil for one without trading, or still to come.
    package func week(of date: CivilDate) async throws -> WeekReport? {
        let now = clock.now
        let today = MoscowTime.date(of: now)
        let calendar = try await calendars.calendar()
        let days = ReportDays(calendar: calendar)
        let week = days.week(of: date).filter { $0 <= today }
        guard let first = week.first, let last = week.last else { return nil }
        var report = WeekReport(first: first, last: last)
        let dates = days.dates(ofWeek: week)
        let before = days.dates(ofWeek: days.week(of: first.adding(days: -7)))
        let slots = try await slotCalendar(calendar, before + dates, at: now)
        report.feeds = try await scores(slots, now: dates, compared: before)
        (report.gap, report.worst) = try await extremes(slots, on: dates)
        let start = dates.first ?? first
        let alerts = try await self.alerts.all(from: start, through: last)
        report.incidents = IncidentTally.summary(alerts, at: end(of: last, now))
        let absent = try await history.hi2Checks(from: start, through: last).filter { $0.isPresent == false }
        report.hi2MissingDays = Set(absent.map(\.date)).sorted()
        return report
    }

    /// What is still open counts until the end of the day that the report is about.
    private func end(of date: CivilDate, _ now: Timestamp) -> Timestamp {
        min(now, MoscowTime.instant(date, .endOfDay))
    }

    /// Notes up to when each market was watched on each day.
    private func slotCalendar(
        _ calendar: TradingCalendar,
        _ dates: [CivilDate],
        at now: Timestamp
    ) async throws -> SlotCalendar {
        let days = dates.flatMap { date in AlgoPackSegment.allCases.map { calendar.day(date, $0) } }
        var watched: [SlotCalendar.MarketDay: Timestamp] = [:]
        for (day, end) in zip(days, try await runs.watched(days)) {
            watched[SlotCalendar.MarketDay(market: day.market, date: day.date)] = end
        }
        return SlotCalendar(calendar: calendar, watchedUntil: watched, now: now, limit: limit, own: own)
    }

    private func scores(
        _ slots: SlotCalendar,
        now dates: [CivilDate],
        compared: [CivilDate]
    ) async throws -> [FeedScore] {
        var scores: [FeedScore] = []
        for feed in feeds {
            let score = FeedScore(
                feed: feed,
                now: try await share(feed, slots, dates),
                compared: try await share(feed, slots, compared)
            )
            if score.now.due > 0 { scores.append(score) }
        }
        return scores
    }

    private func share(_ feed: Feed, _ slots: SlotCalendar, _ dates: [CivilDate]) async throws -> SlotShare {
        let stretches = slots.stretches(feed, on: dates)
        guard let first = dates.first, let last = dates.last, !stretches.isEmpty else { return SlotShare() }
        let quiet = try await history.quietSlots(feed, from: first, through: last)
        func counted(_ stretches: [SlotStretch]) async throws -> SlotShare {
            slots.share(
                stretches,
                try await history.tallies(feed, stretches, limit: own[feed] ?? limit),
                quiet: quiet
            )
        }
        var share = try await counted(stretches)
        guard share.missing > 0 else { return share }
        // What may still come is late already, and absent to nobody.
        let awaited = share.missing - (try await counted(slots.settled(stretches))).missing
        share.awaited = awaited > 0 ? awaited : nil
        return share
    }

    /// The longest gap and the latest slot; of equals the earlier one, in the order of feeds.
    private func extremes(_ slots: SlotCalendar, on dates: [CivilDate]) async throws -> (SlotGap?, WorstSlot?) {
        var gap: SlotGap?
        var worst: WorstSlot?
        for date in dates {
            for feed in feeds {
                let sessions = slots.sessions(feed, on: date)
                guard !sessions.isEmpty else { continue }
                let stored = try await history.slots(feed, on: date)
                let quiet = try await history.quietSlots(feed, from: date, through: date)
                let found = GapFinder.longest(
                    feed,
                    on: date,
                    // What may still come is no gap yet.
                    sessions: sessions.map { ($0.labels, min($0.known, Slot.settled(on: date, at: slots.now))) },
                    seen: Set(stored.map(\.label)),
                    quiet: Set(quiet.map(\.label))
                )
                if let found, found.count > gap?.count ?? 0 { gap = found }
                for slot in stored {
                    let seconds = Int(slot.publicationDelay.wholeSeconds)
                    guard seconds > worst?.seconds ?? Int.min else { continue }
                    worst = WorstSlot(feed: feed, date: date, label: slot.label, seconds: seconds)
                }
            }
        }
        return (gap, worst)
    }
}
