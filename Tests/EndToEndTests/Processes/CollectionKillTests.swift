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

        init(_ store: StateStore, from first: CivilDate, through last: CivilDate) async throws {
            listings = try await store.shares.listings(of: .krx)
            fundamentals = try await store.shares.fundamentals(in: .krx, through: last)
            splits = try await store.shares.splits(in: .krx)
            let asked = try await store.shares.collectedDays(in: .krx, from: first, through: last)
            days = asked.map { "\($0.date) \($0.shares) \($0.isFinal)" }
            for day in asked { candles += try await store.shares.candles(on: day.date, in: .krx) }
        }
    }

    private static let kills = 20

    @Test("killed at twenty random moments, a collection ends in the same rows as an undisturbed one")
    func kills() async throws {
        let rig = try await Rig(Rig.World(date: "2026-11-21", time: "12:00"))
        let words = [
            "run-job", "data_collection", "--set", "orchestrator.market=KRX", "--set", "orchestrator.history_days=1000",
        ]
        let undisturbed = "\(rig.directory.path)/undisturbed.db"
        let whole = try await rig.run(words + ["--store", undisturbed])
        #expect(whole.status == 0 && whole.text.contains("KRX: 24 shares listed"), "\(whole.errors)")

        var random = SeededRandom(seed: 20_261_121)
        var unfinished = 0
        for _ in 0..<Self.kills {
            let process = try rig.start(words)
            // So short that twenty of them seldom get to the end of a collection.
            let moment = Int.random(in: 40...300, using: &random)
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
        let rows = try await Rows(killed, from: first, through: today)
        #expect(rows.days.count > 600 && rows.candles.count > 600 * 20)
        #expect(rows.splits.map { "\($0.secid) \($0.date) \($0.text)" } == ["058470 2025-05-13 1:5"])
        #expect(try await Rows(quiet, from: first, through: today) == rows)
        await killed.close()
        await quiet.close()
        let check = try await rig.run(["db", "check"])
        #expect(check.status == 0, "\(check.errors)")
    }
}
