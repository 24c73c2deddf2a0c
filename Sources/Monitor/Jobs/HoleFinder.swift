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
        /// Holes, ascending.
        var missing: [TimeOfDay] = []
        /// Those of them of which nobody can say whether anything was traded.
        var unproved: Set<TimeOfDay> = []
        /// Labels found out just now to be without trading.
        var quiet: [QuietSlot] = []
        /// Labels that were taken for quiet before the candles had reached them.
        var missedAfterAll: [QuietSlot] = []
    }

    private struct Memory {
        var date: CivilDate
        /// Holes of that day.
        var missing: Set<TimeOfDay> = []
        /// Those of them that candles have not confirmed.
        var unproved: Set<TimeOfDay> = []
        /// Labels without trading, so no hole.
        var quiet: Set<TimeOfDay>
        var searchedAt: Timestamp?
    }

    private let feeds: FeedStore
    private let exchange: AlgoPackClient
    private let options: MonitorOptions
    private let clock: any MarketClock
    private let log: Log
    private var memories: [Feed: Memory] = [:]
    private var mostLiquid: (date: CivilDate, secid: SecID)?

    init(feeds: FeedStore, exchange: AlgoPackClient, options: MonitorOptions, clock: any MarketClock, log: Log) {
        self.feeds = feeds
        self.exchange = exchange
        self.options = options
        self.clock = clock
        self.log = log
    }

    func search(_ feed: Feed, new: [SlotRecord], expected: [TimeOfDay], day: TradingDay) async throws -> Search {
        let now = clock.now
        let date = day.date
        var memory = try await memory(of: feed, on: date)
        let stored = try await feeds.slots(feed, on: date)
        let seen = Set(stored.map(\.label) + new.map(\.label))
        let candidates = MissingSlotsRule.candidates(
            expected: expected,
            seen: seen,
            on: date,
            at: now,
            limit: options.timing.limit(of: feed)
        )
        memory.missing.formIntersection(candidates)
        memory.unproved.formIntersection(candidates)
        memory.quiet.formIntersection(candidates)
        var search = Search()
        // What is known is looked at again: late loads do come, and so do candles; most within the hour.
        let isRecent = memory.missing.max().map { now - MoscowTime.instant(date, $0) < .hours(1) } ?? false
        let wait: Duration = isRecent ? .zero : .minutes(15)
        let isDue = memory.searchedAt.map { now - $0 >= wait || now < $0 } ?? true
        let isNew = candidates.contains { !memory.missing.contains($0) && !memory.quiet.contains($0) }
        let suspects = candidates.filter { label in
            guard memory.quiet.contains(label) else { return true }
            return memory.searchedAt == nil || now - MoscowTime.instant(date, label) < .hours(1)
        }
        if !suspects.isEmpty && (isNew || isDue) {
            try await fill(feed, suspects, day: day, into: &search, memory: &memory)
            memory.searchedAt = now
        }
        memories[feed] = memory
        search.missing = memory.missing.sorted()
        search.unproved = memory.unproved
        return search
    }

    private func memory(of feed: Feed, on date: CivilDate) async throws -> Memory {
        if let known = memories[feed], known.date == date { return known }
        let quiet = try await feeds.quietSlots(feed, from: date, through: date)
        return Memory(date: date, quiet: Set(quiet.map(\.label)))
    }

    private func fill(
        _ feed: Feed,
        _ candidates: [TimeOfDay],
        day: TradingDay,
        into search: inout Search,
        memory: inout Memory
    ) async throws {
        let date = day.date
        // Without a reference, or an answer about it, nothing is known; the next cycle asks again. A replay that has no rows to find the
        // contract in reads the whole market.
        let reference = try await reference(feed, on: date)
        guard reference != nil || options.unrecorded.contains(Feed(feed.market, .tradestats)) else { return }
        switch try await exchange.dayRows(feed, secid: reference, from: date, till: date) {
        case .failed(let error):
            log.debug("Rows of the day unknown", ["feed": "\(feed)", "error": error.description])
            return
        case .empty: break
        case .page(let page):
            let wanted = Set(candidates)
            search.found = page.records(on: date, receivedAt: clock.now).filter { wanted.contains($0.label) }
        }
        let found = Set(search.found.map(\.label))
        memory.missing.subtract(found)
        memory.unproved.subtract(found)
        memory.quiet.subtract(found)
        let absent = candidates.filter { label in
            !found.contains(label) && (!memory.missing.contains(label) || memory.unproved.contains(label))
        }
        guard !absent.isEmpty else { return }
        switch try await candles(feed, reference, absent, on: date) {
        case .answer(let candles): judge(absent, feed, day, by: candles, into: &search, memory: &memory)
        case .unknown:
            // Without an answer about the trading the hole counts: better one question too many.
            for label in absent where !memory.quiet.contains(label) {
                memory.missing.insert(label)
                memory.unproved.insert(label)
            }
        }
    }

    /// Sorts labels by what the candles prove.
    private func judge(
        _ labels: [TimeOfDay],
        _ feed: Feed,
        _ day: TradingDay,
        by candles: MinuteVolumes?,
        into search: inout Search,
        memory: inout Memory
    ) {
        for label in labels {
            let end = MoscowTime.instant(day.date, label)
            let proof = TradeProof(slotEnding: end, length: options.timing.slot, candles: candles)
            let slot = QuietSlot(feed: feed, date: day.date, label: label)
            if proof == .nothing {
                memory.missing.remove(label)
                memory.unproved.remove(label)
                if memory.quiet.insert(label).inserted { search.quiet.append(slot) }
                continue
            }
            if memory.quiet.remove(label) != nil { search.missedAfterAll.append(slot) }
            if proof == .traded {
                memory.missing.insert(label)
                memory.unproved.remove(label)
            } else if clock.now > proofDue(label, day) {
                memory.missing.insert(label)
                memory.unproved.insert(label)
            }
        }
    }

    /// Until when candles are waited for: late ones are 15 minutes behind, and after the last look nobody asks.
    private func proofDue(_ label: TimeOfDay, _ day: TradingDay) -> Timestamp {
        let due = MoscowTime.instant(day.date, label) + .minutes(25)
        guard let window = day.windows.first(where: { $0.session.contains(label) }) else { return due }
        return min(due, window.close + options.timing.longestLimit(of: day.market))
    }

    private enum Candles {
        /// nil while the day has none.
        case answer(MinuteVolumes?)
        /// The exchange could not be asked, or nobody has candles of it.
        case unknown
    }

    /// From one walk over the candles of the instrument.
    private func candles(
        _ feed: Feed,
        _ secid: SecID?,
        _ labels: [TimeOfDay],
        on date: CivilDate
    ) async throws -> Candles {
        // Open interest is of one asset among many: whether its market traded, the contract that trades most says.
        let instrument = feed.endpoint == .futoi ? try await reference(Feed(feed.market, .tradestats), on: date) : secid
        guard let secid = instrument, options.hasCandles, let last = labels.last,
            let start = labels.first?.advanced(bySeconds: -Int(options.timing.slot.wholeSeconds))
        else { return .unknown }
        do {
            return .answer(
                try await exchange.minuteVolumes(feed.market, secid, on: date, from: start, till: last)
            )
        } catch let error as ExchangeError {
            log.debug("Candles unknown", ["feed": "\(feed)", "error": error.description])
            return .unknown
        }
    }

    /// The instrument that stands for the market; the futures contract is looked up once a day.
    private func reference(_ feed: Feed, on date: CivilDate) async throws -> SecID? {
        if feed.endpoint == .futoi { return exchange.options.openInterest }
        if feed.market == .futures, let mostLiquid, mostLiquid.date == date { return mostLiquid.secid }
        do {
            guard let secid = try await exchange.mostLiquid(feed.market, on: date) else { return nil }
            if feed.market == .futures { mostLiquid = (date, secid) }
            return secid
        } catch let error as ExchangeError {
            log.debug("Most liquid contract unknown", ["error": error.description])
            return nil
        }
    }
}
