import Exchange
package import Market
import Platform
package import Scheduling
import Store

/// One cycle over the feeds of a market: ask, judge, commit.
package struct SessionMonitor: Sendable {
    private let feeds: FeedStore
    private let batches: BatchStore
    private let exchange: AlgoPackClient
    private let book: StoredAlertBook
    private let calendars: CalendarCache
    private let options: MonitorOptions
    private let clock: any MarketClock
    private let deadMan: DeadManSwitch?
    private let holes: HoleFinder
    private let secids: SecidWatch
    private let names: NameWatch
    private let recent: RecentCycles

    /// - Parameter deadMan: nil when no URL is configured.
    init(
        feeds: FeedStore,
        batches: BatchStore,
        exchange: AlgoPackClient,
        book: StoredAlertBook,
        calendars: CalendarCache,
        options: MonitorOptions,
        clock: any MarketClock,
        log: Log,
        deadMan: DeadManSwitch? = nil
    ) {
        self.feeds = feeds
        self.batches = batches
        self.exchange = exchange
        self.book = book
        self.calendars = calendars
        self.options = options
        self.clock = clock
        self.deadMan = deadMan
        holes = HoleFinder(feeds: feeds, exchange: exchange, options: options, clock: clock, log: log)
        secids = SecidWatch(feeds: feeds, exchange: exchange, clock: clock)
        names = NameWatch(feeds: feeds)
        recent = RecentCycles(clock: clock, interval: options.interval)
    }

    /// Runs one cycle outside the plan, commits what it found and tells it in one line.
    ///
    /// - Parameter date: of the session that is looked at; default today.
    /// - Throws: `DatabaseError` when the result could not be committed; then nothing of the cycle counts.
    package func check(_ market: AlgoPackSegment, on date: CivilDate? = nil) async throws -> String {
        try await cycle(market, on: date).write(to: batches)
    }

    /// Looks again at a slot that seemed half-loaded, where there is one: a minute later it is whole, or something is missing.
    func secondLook() async throws {
        let feed = SecidCountRule.feed
        guard let date = await secids.wantsSecondLook(at: clock.now),
            case .page(let page) = try await exchange.latest(feed, on: date), let slot = page.slots.last,
            slot.date == date
        else { return }
        let calendar = try await calendars.calendar()
        var batch = StoreBatch()
        batch.feeds.slots = page.records(on: date, receivedAt: clock.now)
        let facts = facts(page, of: feed, calendar: calendar, on: date)
        let verdicts = try await secids.verdicts(slot, calendar: calendar, facts: facts, batch: &batch)
        try await book.observe(verdicts, date: date, with: batch)
    }

    /// Stores what came of a session after its alerts have ended, and takes it out of them; nothing is judged any more.
    func collect(_ market: AlgoPackSegment, on date: CivilDate) async throws {
        let calendar = try await calendars.calendar()
        let day = calendar.day(date, market)
        var batch = StoreBatch()
        for feed in options.watched(market) {
            guard case .page(let page) = try await exchange.latest(feed, on: date) else { continue }
            let slots = page.records(on: date, receivedAt: clock.now)
            let expected = calendar.expectedSlots(feed, on: date)
            batch.feeds.add(try await holes.search(feed, new: slots, expected: expected, day: day), beside: slots)
        }
        try await book.observe([], date: date, with: batch)
    }

    /// Asks and judges; nothing of it counts before the result is written.
    ///
    /// The requests run together within the client's rate limit, so a cycle takes as long as its slowest request.
    package func cycle(_ market: AlgoPackSegment, on date: CivilDate? = nil) async throws -> RunResult {
        let date = date ?? MoscowTime.date(of: clock.now)
        let calendar = try await calendars.calendar()
        let day = calendar.day(date, market)
        guard day.isMonitored else { return "\(market): closed day, nothing asked" }
        let exchange = exchange
        let replies = try await options.watched(market).concurrentMap(limit: options.concurrency) { feed in
            (feed: feed, reply: try await exchange.latest(feed, on: date))
        }
        try Task.checkCancellation()
        noteSystimes(replies.map(\.reply))
        var batch = StoreBatch()
        let results = replies.map { FetchFailureRule.Result(feed: $0.feed, error: $0.reply.error) }
        var verdicts = FetchFailureRule.verdicts(results, others: await recent.others(results, of: market))
        for (feed, reply) in replies where reply.error == nil {
            verdicts += try await judge(feed, reply, day: day, calendar: calendar, batch: &batch)
        }
        if day.kind == .unknown { verdicts = verdicts.map(\.milder) }
        let (book, deadMan, found) = (book, deadMan, verdicts)
        let isComplete = replies.allSatisfy { $0.reply.error == nil }
        return RunResult(summary(market, replies), writing: batch) { batch in
            try await book.observe(found, date: date, with: batch)
        } afterwards: {
            await deadMan?.cycleEnded(market, isComplete: isComplete)
        }
    }

    /// The exchange's clock is at least at the earliest of the newest SYSTIMEs; what counts only where no answer has a `Date`.
    private func noteSystimes(_ replies: [FeedReply]) {
        let systimes = replies.compactMap { reply -> Timestamp? in
            if case .page(let page) = reply { page.lastSystime } else { nil }
        }
        if let earliest = systimes.min() { exchange.iss.meter.note(atLeast: earliest, now: clock.now) }
    }

    private func judge(
        _ feed: Feed,
        _ reply: FeedReply,
        day: TradingDay,
        calendar: TradingCalendar,
        batch: inout StoreBatch
    ) async throws -> [Verdict] {
        let now = clock.now
        let timing = options.timing
        let expected = calendar.expectedSlots(feed, on: day.date)
        var verdicts: [Verdict] = []
        var systime: Timestamp?
        var today: [SlotRecord] = []
        var facts = facts(nil, of: feed, calendar: calendar, on: day.date)
        if case .page(let page) = reply {
            systime = page.lastSystime
            today = page.records(on: day.date, receivedAt: now)
            facts = self.facts(page, of: feed, calendar: calendar, on: day.date, about: today.last?.label)
            verdicts.append(SchemaRule.verdict(page, facts: facts))
            // What cannot be read says neither that the feed is late nor that it is in time.
            guard page.isReadable else { return verdicts }
            systime = systime ?? today.last?.systime
            if let newest = today.last, page.lastSystime != nil {
                verdicts.append(PublicationDelayRule.verdict(newest, timing: timing, facts: facts))
            }
            if feed == SecidCountRule.feed, let slot = page.slots.last, slot.date == day.date {
                verdicts += try await secids.verdicts(slot, calendar: calendar, facts: facts, batch: &batch)
            }
            if let slot = page.slots.last, slot.date == day.date {
                verdicts += try await names.verdicts(feed, slot, day: day, facts: facts, batch: &batch)
            }
        }
        // An answer without rows says nothing of the slots that came before it.
        if systime == nil, let known = try await feeds.latestSlot(feed) {
            systime = known.systime
            if known.date == day.date { (facts.lastLabel, facts.lastSystime) = (known.label, known.systime) }
        }
        // That a feed is late is a matter of the session that goes on, a hole of the one that it is in.
        facts.sessionClose = sessionClose(of: nil, in: day)
        let staleness = StalenessRule.verdict(
            feed,
            lastSystime: systime,
            expected: expected,
            on: day.date,
            at: now,
            timing: timing,
            facts: facts
        )
        if let staleness { verdicts.append(staleness) }
        let search = try await holes.search(feed, new: today, expected: expected, day: day)
        batch.feeds.add(search, beside: today)
        let unproved = search.missing.contains { search.unproved.contains($0) }
        if unproved { facts.isUnproved = true }
        facts.sessionClose = sessionClose(of: search.missing.last, in: day)
        verdicts.append(
            MissingSlotsRule.verdict(
                feed,
                confirmed: search.missing,
                on: day.date,
                at: now,
                timing: timing,
                facts: facts
            )
        )
        return verdicts
    }

    /// What every message about the feed shows.
    ///
    /// - Parameters:
    ///   - page: what the exchange answered; nil for nothing.
    ///   - label: the slot that they are about; nil: the present.
    private func facts(
        _ page: FeedPage?,
        of feed: Feed,
        calendar: TradingCalendar,
        on date: CivilDate,
        about label: TimeOfDay? = nil
    ) -> AlertFacts {
        let now = clock.now
        var facts = AlertFacts()
        let day = calendar.day(date, feed.market)
        facts.sessionClose = sessionClose(of: label, in: day)
        if let window = day.windows.last(where: { $0.open <= now }), let next = nextCheck(in: window, after: now) {
            facts.nextCheck = MoscowTime.time(of: next).minuteStart
        }
        facts.measuredAt = MoscowTime.time(of: now).minuteStart
        facts.link = exchange.link(feed, secid: nil, on: date)
        facts.lastLabel = page?.lastLabel
        facts.lastSystime = page?.lastSystime
        return facts
    }

    /// The close of the session that a slot belongs to, else of the one that goes on; after the close it is still the closed one's.
    private func sessionClose(of label: TimeOfDay?, in day: TradingDay) -> TimeOfDay? {
        let own = label.flatMap { label in day.sessions.last { $0.open < label && label <= $0.close } }
        return (own ?? day.windows.last { $0.open <= clock.now }?.session)?.close
    }

    /// When the session's monitor runs again, whoever asked for this check; nil after its last run.
    private func nextCheck(in window: SessionWindow, after now: Timestamp) -> Timestamp? {
        let first = window.firstCheck(publishLag: options.timing.publishLag)
        guard now >= first else { return first }
        let interval = options.interval
        let next = first + interval * (first.duration(to: now).wholeSeconds / interval.wholeSeconds + 1)
        return next <= window.close + options.timing.publishLag ? next : nil
    }

    private func summary(_ market: AlgoPackSegment, _ replies: [(feed: Feed, reply: FeedReply)]) -> String {
        let parts = replies.map { feed, reply in
            switch reply {
            case .page(let page): "\(feed.endpoint) \(page.lastLabel?.shortDescription ?? "?")"
            case .empty: "\(feed.endpoint) empty"
            case .failed(let error): "\(feed.endpoint) \(error.kind.rawValue)"
            }
        }
        return "\(market): " + parts.joined(separator: ", ")
    }
}

extension FeedWrites {
    /// What a search for holes brought.
    mutating func add(_ search: HoleFinder.Search, beside new: [SlotRecord]) {
        slots += new + search.found
        quietSlots += search.quiet
        missedAfterAll += search.missedAfterAll
    }
}

extension FeedReply {
    /// The failure, where it is one.
    var error: ExchangeError? {
        if case .failed(let error) = self { error } else { nil }
    }
}

extension FeedPage {
    /// The slots of a date as the store keeps them.
    ///
    /// A slot without SYSTIME is there all the same: it was published at the latest when it was received, and one that was
    /// seen long after its label counts as published within the next slot's time.
    func records(on date: CivilDate, receivedAt: Timestamp) -> [SlotRecord] {
        slots.filter { $0.date == date }.map { slot in
            SlotRecord(
                feed: feed,
                date: date,
                label: slot.label,
                systime: slot.lastSystime ?? min(receivedAt, MoscowTime.instant(date, slot.label) + .minutes(5)),
                receivedAt: receivedAt,
                rowCount: slot.rowCount,
                secidCount: slot.secids.count
            )
        }
    }
}

extension Verdict {
    /// The same verdict one step less severe, for days of which nothing is known.
    var milder: Verdict {
        var milder = self
        milder.severity = severity == .critical ? .warning : .info
        return milder
    }
}
