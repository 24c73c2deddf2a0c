import Exchange
import Market
import Store

/// Compares the secids of FO obstats with the previous trading day, and keeps them for the next.
actor SecidWatch {
    private let feeds: FeedStore
    private let exchange: AlgoPackClient
    private let clock: any MarketClock
    private var first: SecidCountRule.Sample?
    /// The slot that has fewer secids than expected, and since when; nil once it was looked at again.
    private var doubted: (date: CivilDate, label: TimeOfDay, since: Timestamp)?

    init(feeds: FeedStore, exchange: AlgoPackClient, clock: any MarketClock) {
        self.feeds = feeds
        self.exchange = exchange
        self.clock = clock
    }

    /// Both rules over the newest slot; none of them when the previous trading day is not known.
    func verdicts(
        _ slot: FeedSlot,
        calendar: TradingCalendar,
        facts: AlertFacts,
        batch: inout StoreBatch
    ) async throws -> [Verdict] {
        let feed = SecidCountRule.feed
        let current = SecidCountRule.Sample(date: slot.date, label: slot.label, secids: slot.secids)
        batch.feeds.secids.append(SlotSecids(feed: feed, date: slot.date, label: slot.label, secids: slot.secids))
        guard let previous = calendar.previousTradingDay(before: slot.date, feed.market),
            let first = try await firstSlot(of: previous, calendar: calendar)
        else { return [] }
        let same = try await feeds.secids(feed, on: previous, label: slot.label)
        // Without the same slot the first one is the only thing to compare with, as in seed 002.
        let below = same.isEmpty ? first : .init(date: previous, label: slot.label, secids: same)
        let rise = SecidCountRule.rise(current, over: first, facts: facts)
        // A weekend session trades a part of what a full day does.
        guard calendar.day(slot.date, feed.market).kind != .weekendSession else { return [rise] }
        let drop = SecidCountRule.drop(current, below: below, facts: facts)
        let isNew = doubted.map { $0.date != slot.date || $0.label != slot.label } ?? true
        doubted = drop.isGood || !isNew ? nil : (slot.date, slot.label, clock.now)
        return [rise, drop]
    }

    /// The date of a slot that was seen with fewer secids for the first time half a minute ago or earlier.
    func wantsSecondLook(at now: Timestamp) -> CivilDate? {
        doubted.flatMap { now - $0.since >= .seconds(30) ? $0.date : nil }
    }

    /// The first slot of a day, from the exchange: its rows are the first of the day's pages.
    ///
    /// What the store has of it may have been seen half-loaded, and stands in only where the exchange does not say.
    private func firstSlot(of date: CivilDate, calendar: TradingCalendar) async throws -> SecidCountRule.Sample? {
        if let first, first.date == date { return first }
        let feed = SecidCountRule.feed
        if case .page(let page) = try await exchange.firstSlot(feed, on: date),
            let slot = page.slots.first(where: { $0.date == date })
        {
            first = .init(date: date, label: slot.label, secids: slot.secids)
            return first
        }
        guard let label = calendar.expectedSlots(feed, on: date).first else { return nil }
        let secids = try await feeds.secids(feed, on: date, label: label)
        return secids.isEmpty ? nil : .init(date: date, label: label, secids: secids)
    }
}
