package import Exchange
package import Market
package import Platform
package import Scheduling
package import Store

/// The job `data_collection`: listings, what is said of companies, splits, dividends, and the daily candles that are missing.
///
/// The first run reaches back by ``OrchestratorOptions/historyDays``; every other asks for the days since, and for any day in that span that
/// is missing or was not final. A run that was stopped goes on where it was: each day is a transaction of its own, with all of its
/// shares or none. Listings, what is said of companies and dividends are written with the run's end.
package struct DataCollection: Sendable {
    private let source: any ShareSource
    private let store: ShareStore
    private let batches: BatchStore
    private let options: OrchestratorOptions
    private let calendar: @Sendable () async throws -> TradingCalendar
    private let clock: any MarketClock
    private let log: Log

    package init(
        source: any ShareSource,
        store: ShareStore,
        batches: BatchStore,
        options: OrchestratorOptions,
        calendar: @escaping @Sendable () async throws -> TradingCalendar,
        clock: any MarketClock,
        log: Log
    ) {
        self.source = source
        self.store = store
        self.batches = batches
        self.options = options
        self.calendar = calendar
        self.clock = clock
        self.log = log
    }

    /// Collects what is missing as of now, whatever day the run was planned for.
    ///
    /// - Throws: ``CollectionError`` where the exchange fails; what was collected before stays.
    package func run() async throws -> RunResult {
        let market = source.market
        let now = market.zone.local(clock.now)
        let days = MarketDays(market, try await calendar())
        let plan = CollectionPlan(
            today: now.date,
            isTodayOver: now.time >= options.marketCloseTime,
            historyDays: options.historyDays,
            days: days,
            collected: try await store.collectedDays(
                in: market,
                from: now.date.adding(days: -options.historyDays),
                through: now.date
            )
        )
        var progress = CollectionProgress(days: plan.days.count, startedAt: clock.now)
        do {
            var snapshot = try await source.snapshot(on: now.date)
            try await collectSplits()
            for date in plan.days {
                progress.candles += try await collect(date, finalFrom: now.date, days)
                progress.done += 1
                if progress.isWorthALine(at: clock.now) {
                    log.info(
                        "Candles collected",
                        ["market": "\(market)", "date": "\(date)", "days": "\(progress.done) of \(progress.days)"]
                    )
                }
            }
            var batch = StoreBatch()
            try await collectDividends(&snapshot, &batch, on: now.date, &progress)
            batch.shares.add(snapshot.listings, of: market)
            batch.shares.add(snapshot.fundamentals, of: market)
            return RunResult(try await summary(progress, snapshot), writing: batch)
        } catch let error as ExchangeError {
            throw CollectionError(market, progress, lastDay: try await lastDay(), cause: error)
        }
    }

    /// The exchange's whole list takes the place of what was known; one without a row is no list.
    private func collectSplits() async throws {
        guard let splits = try await SplitFinder(source, store).listed(), !splits.isEmpty else { return }
        var batch = StoreBatch()
        batch.shares.replace(splits, of: source.market)
        try await batches.commit(batch)
    }

    /// Dividends of the shares whose turn it is; the year's sum of each share becomes one of its fundamentals.
    private func collectDividends(
        _ snapshot: inout ShareSnapshot,
        _ batch: inout StoreBatch,
        on date: CivilDate,
        _ progress: inout CollectionProgress
    ) async throws {
        guard source.tellsDividends else { return }
        let dividends = DividendCollection(
            source: source,
            store: store,
            limit: options.dividendRequests
        )
        let found = try await dividends.run(snapshot.listings.map(\.secid), on: date) { done, count in
            guard progress.isWorthALine(at: clock.now) else { return }
            log.info("Dividends collected", ["market": "\(source.market)", "shares": "\(done) of \(count)"])
        }
        progress.dividends = found.count
        for (secid, paid) in found.sorted(by: { $0.key < $1.key }) {
            batch.shares.replace(paid, of: secid, in: source.market, askedOn: date)
        }
        let paid = try await dividends.paid(through: date, also: found)
        for index in snapshot.fundamentals.indices {
            snapshot.fundamentals[index].dividendPerShare = paid[snapshot.fundamentals[index].secid]
        }
    }

    /// - Returns: the number of candles.
    private func collect(_ date: CivilDate, finalFrom today: CivilDate, _ days: MarketDays) async throws -> Int {
        let candles = try await source.candles(on: date)
        var batch = StoreBatch()
        batch.shares.add(candles, of: source.market)
        if !source.listsSplits {
            let splits = try await SplitFinder(source, store).told(by: candles, on: date, days)
            batch.shares.replace(splits, of: source.market, on: date)
        }
        // Nothing of a day that should have trades may only be late: it is asked for again for a while.
        let isFinal = date < today && (!candles.isEmpty || date.adding(days: Self.doubtfulDays) < today)
        batch.shares.days = [
            CollectedDay(
                market: source.market,
                date: date,
                shares: candles.count,
                isFinal: isFinal,
                collectedAt: clock.now
            )
        ]
        // Not with the run's end, as what other jobs find: a year of days shall survive a stop on its last one.
        try await batches.commit(batch)
        return candles.count
    }

    private static let doubtfulDays = 7

    private func summary(_ progress: CollectionProgress, _ snapshot: ShareSnapshot) async throws -> String {
        let last = try await lastDay().map { ", up to \($0)" } ?? ", none so far"
        let dividends = progress.dividends > 0 ? ", dividends of \(progress.dividends)" : ""
        return "\(source.market): \(snapshot.listings.count) shares listed, \(progress.candles) candles of "
            + "\(progress.done) day\(progress.done == 1 ? "" : "s")\(last)\(dividends)"
    }

    private func lastDay() async throws -> CivilDate? {
        try await store.lastDates(in: source.market).values.max()
    }
}
