import Analytics
import Exchange
import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing
import Trading

/// The five jobs that decide, over a real store and recorded candles.
final class PortfolioRig: Sendable {
    let clock = ReplayClock(start: MoscowTime.instant(DailyBars.start, .midnight))
    let folder: TemporaryFolder
    let store: StateStore
    let options: OrchestratorOptions
    let source: RecordedShares
    private let lotSize: Int
    private let works: [TradingJobKind: TradingJobs.Work]

    /// Recorded shares of which splits are known.
    private struct SplittingShares: ShareSource {
        let recorded: RecordedShares
        let known: [ShareSplit]

        var market: ShareMarket { recorded.market }
        var listsSplits: Bool { true }
        func splits() -> [ShareSplit] { known }
        func snapshot(on date: CivilDate) -> ShareSnapshot { recorded.snapshot(on: date) }
        func candles(on date: CivilDate) -> [DailyCandle] { recorded.candles(on: date) }
    }

    /// - Parameters:
    ///   - bars: of each share, a bar for each day from ``DailyBars/start`` on.
    ///   - splits: what the exchange lists.
    ///   - lotSize: shares in a lot, of all of them.
    ///   - broker: where orders go; nil on paper.
    init(
        _ bars: [String: [Bar]],
        splits: [ShareSplit] = [],
        lotSize: Int = 1,
        broker: BrokerDesk? = nil,
        tune: (inout OrchestratorOptions, inout PortfolioOptions, inout WatchlistOptions) -> Void = { _, _, _ in }
    ) throws {
        folder = try TemporaryFolder(prefix: "portfolio", isInMemory: true)
        let last = DailyBars.day((bars.values.map(\.count).max() ?? 1) - 1)
        var csv = "secid;begin;open;high;low;close;volume;value\n"
        for (code, bars) in bars.sorted(by: { $0.key < $1.key }) {
            for bar in bars {
                csv += "\(code);\(bar.day);\(bar.open);\(bar.high);\(bar.low);\(bar.close);\(bar.volume);"
                csv += "\(bar.close * bar.volume)\n"
            }
        }
        try FileBytes.replace(folder.path + "/eq_daily_\(DailyBars.start)_\(last).csv", Array(csv.utf8))
        source = try RecordedShares(directory: folder.path)
        let log = Log(component: "test", threshold: .critical, clock: clock)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
        var options = OrchestratorOptions()
        var portfolio = PortfolioOptions()
        var watchlist = WatchlistOptions()
        options.portfolioValue = 1_000_000
        options.isDryRun = broker == nil
        self.lotSize = lotSize
        watchlist.minimumTurnover = 0
        tune(&options, &portfolio, &watchlist)
        self.options = options
        // Every day is traded, weekends too.
        let statements = source.dates.map {
            CalendarStatement(
                market: .equities,
                date: $0,
                layer: .bundled,
                kind: .normal,
                author: "test",
                saidAt: MoscowTime.instant($0, .midnight)
            )
        }
        let calendar = TradingCalendar(profiles: .exchange, statements: statements)
        works =
            PortfolioWorks(
                store: store.portfolio,
                shares: store.shares,
                source: SplittingShares(recorded: source, known: splits),
                orchestrator: options,
                watchlist: watchlist,
                portfolio: portfolio,
                broker: broker,
                calendar: { calendar },
                clock: clock,
                log: log
            ).all
    }

    deinit {
        folder.remove()
    }

    var key: PortfolioKey { options.portfolio }

    /// Runs a job on a day as the scheduler would, signals at 9:30 and the others at noon; what it found is then in the store.
    ///
    /// - Parameters:
    ///   - hour: another time of the day; time never goes back.
    ///   - isCutOff: the process ends before anything is in the store.
    func run(
        _ kind: TradingJobKind,
        _ day: Int,
        at hour: Double? = nil,
        isCutOff: Bool = false
    ) async throws -> String {
        let date = DailyBars.day(day)
        let hours = hour ?? (kind == .signalGeneration ? 9.5 : 12)
        clock.advance(to: MoscowTime.instant(date, .midnight) + .seconds(hours * 3_600))
        let context = RunContext(job: kind.rawValue, nominal: clock.now, date: date, claimedAt: clock.now, clock: clock)
        let work = try #require(works[kind])
        let result = try await work(TradingRun(market: .moex, date: date, context: context))
        return isCutOff ? "" : try await result.write(to: store.batches)
    }

    /// Collects a day, which ends with its watchlist.
    func evening(_ day: Int) async throws -> String {
        var batch = StoreBatch()
        let listings = source.snapshot(on: DailyBars.day(day)).listings.map {
            ShareListing(secid: $0.secid, name: $0.name, lotSize: lotSize)
        }
        batch.shares.add(listings, of: .moex)
        batch.shares.add(source.candles(on: DailyBars.day(day)), of: .moex)
        try await store.commit(batch)
        _ = try await run(.indicatorCalculation, day)
        return try await run(.watchlistUpdate, day)
    }

    /// Signals, positions and risk of a day.
    func trade(_ day: Int) async throws -> (signals: String, positions: String, risk: String) {
        (
            try await run(.signalGeneration, day), try await run(.positionMonitoring, day),
            try await run(.riskChecks, day)
        )
    }
}
