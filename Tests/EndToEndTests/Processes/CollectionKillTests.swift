import Market
import Platform
import Store
import TestKit
import Testing

/// A collection by real processes that are killed in the middle, against one that nobody disturbed.
@Suite("Killed collections", .timeLimit(.minutes(10)))
struct CollectionKillTests {
    /// Everything of a store that a collection leaves but the times at which it did.
    private struct Rows: Equatable {
        var listings: [ShareListing]
        var candles: [DailyCandle] = []
        var fundamentals: [ShareFundamentals]
        var days: [String]
        var splits: [ShareSplit]
        var dividends: [SecID: [Dividend]]
        /// Which shares were asked for theirs, and on which day.
        var dividendLooks: [SecID: CivilDate]

        init(_ store: StateStore, of market: ShareMarket, from first: CivilDate, through last: CivilDate) async throws {
            listings = try await store.shares.listings(of: market)
            fundamentals = try await store.shares.fundamentals(in: market, through: last)
            splits = try await store.shares.splits(in: market)
            dividends = try await store.shares.dividends(in: market)
            dividendLooks = try await store.shares.dividendLooks(in: market)
            let asked = try await store.shares.collectedDays(in: market, from: first, through: last)
            days = asked.map { "\($0.date) \($0.shares) \($0.isFinal)" }
            for day in asked { candles += try await store.shares.candles(on: day.date, in: market) }
        }
    }

    private static let kills = 20

    /// So short that twenty of them seldom get to the end of a collection; and what it finds at least.
    struct Trial: CustomTestStringConvertible, Sendable {
        let market: ShareMarket
        let historyDays: Int
        let moments: ClosedRange<Int>
        let days: Int
        let splits: [String]
        /// Shares whose dividends were asked for.
        let dividendLooks: Int
        var testDescription: String { market.rawValue }
    }

    static let trials = [
        Trial(
            market: .krx,
            historyDays: 1_000,
            moments: 40...300,
            days: 600,
            splits: ["058470 2025-05-13 1:5"],
            dividendLooks: 0
        ),
        // The exchange is asked three times a second at most.
        Trial(market: .moex, historyDays: 120, moments: 100...900, days: 80, splits: [], dividendLooks: 20),
    ]

    @Test(
        "killed at twenty random moments, a collection ends in the same rows as an undisturbed one",
        arguments: trials
    )
    func kills(_ trial: Trial) async throws {
        let rig = try await Rig(Rig.World(date: "2026-11-21", time: "12:00"))
        let words = [
            "run-job", "data_collection", "--set", "orchestrator.market=\(trial.market)",
            "--set", "orchestrator.history_days=\(trial.historyDays)", "--set", "orchestrator.dividend_requests=20",
        ]
        let undisturbed = "\(rig.directory.path)/undisturbed.db"
        let whole = try await rig.run(words + ["--set", "store.path=\(undisturbed)"])
        #expect(whole.status == 0 && whole.text.contains("\(trial.market): "), "\(whole.errors)")

        var random = SeededRandom(seed: 20_261_121)
        var unfinished = 0
        for _ in 0..<Self.kills {
            let process = try rig.start(words)
            let moment = Int.random(in: trial.moments, using: &random)
            if try await !eventually(within: .milliseconds(moment), { !process.isRunning }) {
                unfinished += 1
                try await process.killHard()
            }
        }
        #expect(unfinished > Self.kills / 4, "killed in the middle \(unfinished) times")
        let last = try await rig.run(words)
        #expect(last.status == 0, "\(last.errors)")

        let (first, today) = (try #require(CivilDate("2024-01-01")), try #require(CivilDate("2026-11-21")))
        let killed = try rig.store()
        let quiet = try rig.store(at: undisturbed)
        let rows = try await Rows(killed, of: trial.market, from: first, through: today)
        #expect(rows.days.count > trial.days && rows.candles.count > trial.days * 20)
        #expect(rows.dividendLooks.count == trial.dividendLooks && rows.dividends.isEmpty == (trial.dividendLooks == 0))
        let splits = rows.splits.map { "\($0.secid) \($0.date) \($0.text)" }
        #expect(splits.starts(with: trial.splits), "\(splits)")
        #expect(try await Rows(quiet, of: trial.market, from: first, through: today) == rows)
        await killed.close()
        await quiet.close()
        let check = try await rig.run(["db", "check"])
        #expect(check.status == 0, "\(check.errors)")
    }
}
