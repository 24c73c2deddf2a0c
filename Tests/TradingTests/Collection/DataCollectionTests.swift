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
        private let state = Lock<(asked: [String], failsOn: String?, empty: Set<String>)>(([], nil, []))

        init(_ market: ShareMarket) {
            self.market = market
        }

        /// The days whose candles were asked for, since the last look.
        func takeAsked() -> [String] {
            state.withLock { state in
                defer { state.asked = [] }
                return state.asked
            }
        }

        func fail(on day: String?) { state.withLock { $0.failsOn = day } }
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
                : ["A", "B"].map {
                    DailyCandle(
                        secid: SecID($0),
                        date: date,
                        open: close,
                        high: close,
                        low: close,
                        close: close,
                        volume: 1,
                        value: close
                    )
                }
        }
    }

    private let clock: ReplayClock
    private let folder: TemporaryDirectory
    private let store: StateStore
    private let log: Log

    init() throws {
        // Friday 2026-11-20, 20:00 Moscow.
        clock = ReplayClock(start: Timestamp(seconds: 1_795_194_000))
        folder = try TemporaryDirectory()
        log = Log(component: "collection", threshold: .critical, clock: clock)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
    }

    private func collection(_ source: GivenSource, days: Int) -> DataCollection {
        var options = OrchestratorOptions(market: source.market)
        options.historyDays = days
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

    private func local(_ date: String, _ time: String) throws -> LocalDateTime {
        LocalDateTime(try #require(CivilDate(date)), try #require(TimeOfDay(time)))
    }
}
