import Exchange
import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing
import Trading

@Suite("Data collection", .timeLimit(.minutes(2)))
struct DataCollectionTests {
    /// Two shares with a candle each on every day but those without; fails on a day that is given.
    private final class GivenSource: ShareSource {
        let market: ShareMarket
        /// Of each share, and whether the exchange tells of them at all.
        let given: (dividends: [String: [Dividend]], splits: [ShareSplit])?
        /// Shares whose base price is this part of the close before on a day.
        let bases: [String: (day: String, part: Double)]
        private let state = Lock<(asked: [String], failsOn: String?, empty: Set<String>)>(([], nil, []))

        init(
            _ market: ShareMarket,
            _ given: (dividends: [String: [Dividend]], splits: [ShareSplit])? = nil,
            bases: [String: (day: String, part: Double)] = [:]
        ) {
            self.market = market
            self.given = given
            self.bases = bases
        }

        var tellsDividends: Bool { given != nil }
        var listsSplits: Bool { given != nil }
        func splits() -> [ShareSplit] { given?.splits ?? [] }

        func dividends(of secid: SecID) throws -> [Dividend] {
            let fails = state.withLock { state in
                state.asked.append(secid.text)
                return state.failsOn == secid.text
            }
            if fails { throw ExchangeError(.unreachable, detail: "nobody answers") }
            return given?.dividends[secid.text] ?? []
        }

        /// The days whose candles were asked for, since the last look.
        func takeAsked() -> [String] {
            state.withLock { state in
                defer { state.asked = [] }
                return state.asked
            }
        }

        /// - Parameter word: a day whose candles, or a share whose dividends nobody answers for.
        func fail(on word: String?) { state.withLock { $0.failsOn = word } }
        func empty(_ days: Set<String>) { state.withLock { $0.empty = days } }

        func snapshot(on date: CivilDate) -> ShareSnapshot {
            var snapshot = ShareSnapshot()
            snapshot.listings = ["A", "B"].map { ShareListing(secid: SecID($0), name: $0, board: "TQBR") }
            snapshot.fundamentals = [ShareFundamentals(secid: SecID("A"), date: date, capitalisation: 5)]
            return snapshot
        }

        func candles(on date: CivilDate) throws -> [DailyCandle] {
            let (fails, isEmpty) = state.withLock { state in
                state.asked.append(date.description)
                return (state.failsOn == date.description, state.empty.contains(date.description))
            }
            if fails { throw ExchangeError(.unreachable, detail: "nobody answers") }
            let close = Double(date.dayNumber)
            return isEmpty
                ? []
                : ["A", "B"].map { code in
                    let base = bases[code].map { $0.day == date.description ? (close - 1) * $0.part : close - 1 }
                    return DailyCandle(
                        secid: SecID(code),
                        date: date,
                        open: close,
                        high: close,
                        low: close,
                        close: close,
                        volume: 1,
                        value: close,
                        base: base
                    )
                }
        }
    }

    private let clock: ReplayClock
    private let folder: TemporaryFolder
    private let store: StateStore
    private let log: Log

    init() throws {
        // Friday 2026-11-20, 20:00 Moscow.
        clock = ReplayClock(start: Timestamp(seconds: 1_795_194_000))
        folder = try TemporaryFolder()
        log = Log(component: "collection", threshold: .critical, clock: clock)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
    }

    private func collection(_ source: GivenSource, days: Int, dividends: Int = 300) -> DataCollection {
        var options = OrchestratorOptions(market: source.market)
        options.historyDays = days
        options.dividendRequests = dividends
        return DataCollection(
            source: source,
            store: store.shares,
            batches: store.batches,
            options: options,
            calendar: { TradingCalendar(profiles: .exchange, statements: []) },
            clock: clock,
            log: log
        )
    }

    private func run(_ source: GivenSource, days: Int = 7) async throws -> String {
        try await collection(source, days: days).run().write(to: store.batches)
    }

    @Test("reaches back once, then asks for the days since and for today's candle anew")
    func increments() async throws {
        let source = GivenSource(.moex)
        let week = ["2026-11-13", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]
        #expect(try await run(source) == "MOEX: 2 shares listed, 12 candles of 6 days, up to 2026-11-20")
        #expect(source.takeAsked() == week)
        _ = try await run(source)
        #expect(source.takeAsked() == ["2026-11-20"], "a running day may change")
        // Monday, before the close.
        clock.advance(to: clock.now + .hours(64))
        _ = try await run(source)
        #expect(source.takeAsked() == ["2026-11-20"])
        _ = try await run(source)
        #expect(source.takeAsked() == [], "the day before is final, and today is not over")
        #expect(try await store.shares.listings(of: .moex).map(\.secid.text) == ["A", "B"])
        let friday = try #require(CivilDate("2026-11-20"))
        #expect(try await store.shares.candles(of: SecID("A"), in: .moex, last: 100, through: friday).count == 6)
        #expect(try await store.shares.fundamentals(in: .moex, through: friday).map(\.capitalisation) == [5])
        await store.close()
    }

    @Test("an outage leaves what there was and says so, and the next run goes on at the hole")
    func outage() async throws {
        let source = GivenSource(.moex)
        source.fail(on: "2026-11-18")
        let error = await #expect(throws: CollectionError.self) { try await run(source) }
        #expect(error?.cause.kind == .unreachable)
        #expect(
            error?.detail.hasPrefix("MOEX: stopped after 3 of 6 days, the candles up to 2026-11-17 stay") == true
        )
        _ = source.takeAsked()
        source.fail(on: nil)
        _ = try await run(source)
        #expect(source.takeAsked() == ["2026-11-18", "2026-11-19", "2026-11-20"])
        await store.close()
    }

    @Test(
        "a weekday without trades is asked for again for a week, then believed; a longer history fills what is before"
    )
    func holes() async throws {
        let source = GivenSource(.moex)
        source.empty(["2026-11-12", "2026-11-16"])
        _ = try await run(source, days: 8)
        _ = source.takeAsked()
        _ = try await run(source, days: 9)
        #expect(source.takeAsked() == ["2026-11-11", "2026-11-16", "2026-11-20"])
        await store.close()
    }

    @Test("Korean days are those of Seoul: a holiday is not asked for, and today ends by its clocks")
    func korea() async throws {
        let source = GivenSource(.krx)
        // Thursday, 15:00 in Seoul.
        clock.advance(to: TimeZoneRules.seoul.resolve(try local("2026-12-24", "15:00")).earliest)
        _ = try await run(source)
        #expect(source.takeAsked() == ["2026-12-17", "2026-12-18", "2026-12-21", "2026-12-22", "2026-12-23"])
        // Saturday there, still Christmas in Moscow.
        clock.advance(to: TimeZoneRules.seoul.resolve(try local("2026-12-26", "01:00")).earliest)
        _ = try await run(source)
        #expect(source.takeAsked() == ["2026-12-24"])
        await store.close()
    }

    @Test("dividends are asked for once a week, so many in a run, and make the year's sum; the list of splits is kept")
    func dividends() async throws {
        let friday = try #require(CivilDate("2026-11-20"))
        let split = try #require(
            ShareSplit(secid: SecID("A"), date: friday.adding(days: -30), before: 1, after: 10)
        )
        let paid = [
            Dividend(recordDate: friday.adding(days: -400), amount: 90),
            Dividend(recordDate: friday.adding(days: -300), amount: 50),
            Dividend(recordDate: friday.adding(days: -10), amount: 2),
            Dividend(recordDate: friday.adding(days: 20), amount: 70),
        ]
        let source = GivenSource(.moex, (["A": paid], [split]))
        func run() async throws -> String {
            try await collection(source, days: 1, dividends: 1).run().write(to: store.batches)
        }
        #expect(try await run() == "MOEX: 2 shares listed, 4 candles of 2 days, up to 2026-11-20, dividends of 1")
        #expect(source.takeAsked() == ["2026-11-19", "2026-11-20", "A"])
        // Fifty for an old share are five for a new one.
        #expect(try await store.shares.fundamentals(in: .moex, through: friday).first?.dividendPerShare == 7)
        _ = try await run()
        #expect(source.takeAsked() == ["2026-11-20", "B"])
        _ = try await run()
        #expect(source.takeAsked() == ["2026-11-20"], "both were asked for this week")
        clock.advance(to: clock.now + .hours(7 * 24))
        _ = try await run()
        #expect(source.takeAsked().last == "A")
        #expect(try await store.shares.splits(in: .moex) == [split])
        await store.close()
    }

    @Test("dividends are written with the run's end, so a run that fails at one leaves none and asks for all again")
    func failingDividends() async throws {
        let friday = try #require(CivilDate("2026-11-20"))
        let source = GivenSource(.moex, (["A": [Dividend(recordDate: friday.adding(days: -10), amount: 2)]], []))
        source.fail(on: "B")
        await #expect(throws: CollectionError.self) { try await run(source, days: 1) }
        #expect(source.takeAsked() == ["2026-11-19", "2026-11-20", "A", "B"])
        #expect(try await store.shares.dividends(in: .moex).isEmpty)
        source.fail(on: nil)
        let found = try await collection(source, days: 1).run()
        #expect(try await store.shares.dividends(in: .moex).isEmpty, "not before the run's end")
        _ = try await found.write(to: store.batches)
        #expect(source.takeAsked() == ["2026-11-20", "A", "B"])
        #expect(try await store.shares.dividends(in: .moex).mapValues { $0.map(\.amount) } == [SecID("A"): [2]])
        #expect(try await store.shares.fundamentals(in: .moex, through: friday).first?.dividendPerShare == 2)
        await store.close()
    }

    @Test("a base price that is not the close before is a split, but not after a day that is missing")
    func bases() async throws {
        let source = GivenSource(.krx, bases: ["A": ("2026-11-18", 0.2), "B": ("2026-11-17", 0.2)])
        source.empty(["2026-11-16"])
        // Friday, 20:00 in Seoul.
        clock.advance(to: TimeZoneRules.seoul.resolve(try local("2026-11-20", "20:00")).earliest)
        _ = try await run(source)
        // Nothing is known of the 16th, so nobody can say what B's base of the 17th is of.
        #expect(
            try await store.shares.splits(in: .krx).map { "\($0.secid) \($0.date) \($0.text)" } == ["A 2026-11-18 1:5"]
        )
        await store.close()
    }

    private func local(_ date: String, _ time: String) throws -> LocalDateTime {
        LocalDateTime(try #require(CivilDate(date)), try #require(TimeOfDay(time)))
    }
}
