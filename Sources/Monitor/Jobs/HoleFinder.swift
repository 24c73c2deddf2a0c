import Platform
import Exchange
import Market
import Store

/// Finds the slots that never came, and fills in those that only were not seen.
///
/// `latest=1` shows the newest slot alone, so after a restart, or when polling and publishing drift apart, slots may be unseen
/// without being missing. Before a hole counts, the reference instrument's whole day is read, and then its one-minute candles: where
/// nothing traded, nothing is missing.
actor HoleFinder {
    /// What a search found.
    struct Search: Sendable {
        /// Slots that were there after all.
        var found: [SlotRecord] = []
        /// Confirmed holes, ascending.
        var missing: [TimeOfDay] = []
        /// Labels found out just now to be without trading.
        var quiet: [QuietSlot] = []
    }

    private struct Memory {
        var date: CivilDate
        /// Holes confirmed on that day.
        var missing: Set<TimeOfDay> = []
        /// Labels without trading, so no hole.
        var quiet: Set<TimeOfDay> = []
        var searchedAt: Timestamp?
    }

    private let parts: MonitorParts
    private var memories: [Feed: Memory] = [:]
    private var mostLiquid: (date: CivilDate, secid: SecID)?

    init(parts: MonitorParts) {
        self.parts = parts
    }

    func search(_ feed: Feed, new: [SlotRecord], expected: [TimeOfDay], on date: CivilDate) async throws -> Search {
        let now = parts.clock.now
        var memory = memories[feed].flatMap { $0.date == date ? $0 : nil } ?? Memory(date: date)
        let stored = try await parts.store.feeds.slots(feed, on: date)
        let seen = Set(stored.map(\.label) + new.map(\.label))
        let candidates = MissingSlotsRule.candidates(
            expected: expected,
            seen: seen,
            on: date,
            at: now,
            timing: parts.options.timing
        ).filter { !memory.quiet.contains($0) }
        var search = Search()
        memory.missing.formIntersection(candidates)
        let isNew = candidates.contains { !memory.missing.contains($0) }
        // Known holes are looked at again now and then: late loads do come.
        let isDue = memory.searchedAt.map { now - $0 >= .minutes(15) || now < $0 } ?? true
        if !candidates.isEmpty && (isNew || isDue) {
            memory.searchedAt = now
            try await fill(feed, candidates, date: date, into: &search, memory: &memory)
        }
        memories[feed] = memory
        search.missing = memory.missing.sorted()
        return search
    }

    private func fill(
        _ feed: Feed,
        _ candidates: [TimeOfDay],
        date: CivilDate,
        into search: inout Search,
        memory: inout Memory
    ) async throws {
        // Without a reference, or an answer about it, nothing is known; the next cycle asks again.
        guard let reference = try await reference(feed, on: date) else { return }
        switch try await parts.exchange.dayRows(feed, secid: reference, from: date, till: date) {
        case .failed(let error):
            parts.log.debug("Rows of the day unknown", ["feed": "\(feed)", "error": error.description])
            return
        case .empty: break
        case .page(let page):
            let wanted = Set(candidates)
            search.found = page.records(on: date, receivedAt: parts.clock.now).filter { wanted.contains($0.label) }
        }
        let found = Set(search.found.map(\.label))
        memory.missing.subtract(found)
        let absent = candidates.filter { !found.contains($0) && !memory.missing.contains($0) }
        let traded = try await traded(feed, reference, absent, on: date)
        for label in absent {
            // Without an answer about the trading the hole counts: better one question too many.
            if traded?.contains(label) ?? true {
                memory.missing.insert(label)
            } else {
                memory.quiet.insert(label)
                search.quiet.append(QuietSlot(feed: feed, date: date, label: label))
            }
        }
    }

    /// The labels in whose five minutes something was traded, from one walk over the candles; nil when the exchange cannot say.
    private func traded(
        _ feed: Feed,
        _ secid: SecID,
        _ labels: [TimeOfDay],
        on date: CivilDate
    ) async throws -> Set<TimeOfDay>? {
        let slot = parts.options.timing.slot
        guard feed.endpoint != .futoi, let last = labels.last,
            let start = labels.first?.advanced(bySeconds: -Int(slot.wholeSeconds))
        else { return nil }
        do {
            let minutes = try await parts.exchange.minuteVolumes(feed.market, secid, on: date, from: start, till: last)
            guard let minutes else { return nil }
            return Set(
                labels.filter { label in
                    let end = MoscowTime.instant(date, label)
                    return minutes.contains { $0.volume > 0 && end - slot <= $0.begin && $0.begin < end }
                }
            )
        } catch let error as ExchangeError {
            parts.log.debug("Candles unknown", ["feed": "\(feed)", "error": error.description])
            return nil
        }
    }

    /// The instrument that stands for the market; the futures contract is looked up once a day.
    private func reference(_ feed: Feed, on date: CivilDate) async throws -> SecID? {
        if feed.endpoint == .futoi { return parts.exchange.options.openInterest }
        if feed.market == .futures, let mostLiquid, mostLiquid.date == date { return mostLiquid.secid }
        do {
            guard let secid = try await parts.exchange.mostLiquid(feed.market, on: date) else { return nil }
            if feed.market == .futures { mostLiquid = (date, secid) }
            return secid
        } catch let error as ExchangeError {
            parts.log.debug("Most liquid contract unknown", ["error": error.description])
            return nil
        }
    }
}
