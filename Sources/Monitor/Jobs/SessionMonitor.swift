import Exchange
package import Market
import Platform
package import Scheduling
import Store

/// One cycle over the feeds of a market: ask, judge, commit.
package struct SessionMonitor: Sendable {
    private let parts: MonitorParts
    private let holes: HoleFinder
    private let secids: SecidWatch
    private let recent: RecentCycles

    package init(parts: MonitorParts) {
        self.parts = parts
        holes = HoleFinder(parts: parts)
        secids = SecidWatch(parts: parts)
        recent = RecentCycles(parts: parts)
    }

    /// Runs one cycle outside the plan, commits what it found and tells it in one line.
    ///
    /// - Throws: `DatabaseError` when the result could not be committed; then nothing of the cycle counts.
    package func check(_ market: MarketID) async throws -> String {
        try await cycle(market).write(to: parts.store)
    }

    /// Asks and judges; nothing of it counts before the result is written.
    ///
    /// The requests run together within the client's rate limit, so a cycle takes as long as its slowest request.
    package func cycle(_ market: MarketID) async throws -> RunResult {
        let date = MoscowTime.date(of: parts.clock.now)
        let calendar = try await parts.calendars.calendar()
        let day = calendar.day(date, market)
        guard day.isMonitored else { return "\(market): closed day, nothing asked" }
        let feeds = Feed.all(of: market).filter(\.endpoint.isSlotted)
        let exchange = parts.exchange
        let replies = try await feeds.concurrentMap(limit: parts.options.concurrency) { feed in
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
        let (book, deadMan, found) = (parts.book, parts.deadMan, verdicts)
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
        if let earliest = systimes.min() { parts.exchange.iss.meter.note(atLeast: earliest, now: parts.clock.now) }
    }

    private func judge(
        _ feed: Feed,
        _ reply: FeedReply,
        day: TradingDay,
        calendar: TradingCalendar,
        batch: inout StoreBatch
    ) async throws -> [Verdict] {
        let now = parts.clock.now
        let timing = parts.options.timing
        let expected = calendar.expectedSlots(feed, on: day.date)
        var facts = AlertFacts()
        facts.sessionClose = calendar.session(at: now, feed.market)?.close.shortDescription
        facts.nextCheck = MoscowTime.time(of: now + parts.options.interval).shortDescription
        var verdicts: [Verdict] = []
        var systime: Timestamp?
        var today: [SlotRecord] = []
        facts.link = parts.exchange.link(feed, secid: nil, on: day.date)
        if case .page(let page) = reply {
            facts.lastLabel = page.lastLabel?.description
            systime = page.lastSystime
            facts.lastSystime = systime.map(MoscowTime.text)
            today = page.records(on: day.date, receivedAt: now)
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
        }
        if systime == nil { systime = try await parts.store.feeds.latestSlot(feed)?.systime }
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
        let search = try await holes.search(feed, new: today, expected: expected, on: day.date)
        batch.feeds.slots += today + search.found
        batch.feeds.quietSlots += search.quiet
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

    private func summary(_ market: MarketID, _ replies: [(feed: Feed, reply: FeedReply)]) -> String {
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
