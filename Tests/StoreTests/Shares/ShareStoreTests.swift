import Market
import Store
import TestKit
import Testing

@Suite("Shares in the store")
struct ShareStoreTests {
    private func candle(_ secid: String, _ date: String, _ close: Double) throws -> DailyCandle {
        DailyCandle(
            secid: SecID(secid),
            date: try #require(CivilDate(date)),
            open: 1,
            high: close + 1,
            low: 0.5,
            close: close,
            volume: 10,
            value: 20
        )
    }

    @Test("candles are kept once a share and day, read by share or by day, each market for itself")
    func candles() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let all = [
            try candle("SBER", "2026-11-18", 1), try candle("SBER", "2026-11-19", 2),
            try candle("SBER", "2026-11-20", 3), try candle("GAZP", "2026-11-20", 4),
        ]
        var batch = StoreBatch()
        batch.shares.add(all, of: .moex)
        batch.shares.add([try candle("SBER", "2026-11-20", 9)], of: .krx)
        for _ in 0..<2 { try await store.commit(batch) }
        let day = try #require(CivilDate("2026-11-20"))
        let last = try await store.shares.candles(of: SecID("SBER"), in: .moex, last: 2, through: day)
        #expect(last == [all[1], all[2]])
        let earlier = try await store.shares.candles(
            of: SecID("SBER"),
            in: .moex,
            last: 5,
            through: day.adding(days: -1)
        )
        #expect(earlier == [all[0], all[1]])
        #expect(try await store.shares.candles(on: day, in: .moex) == [all[3], all[2]])
        #expect(try await store.shares.lastDates(in: .moex) == [SecID("SBER"): day, SecID("GAZP"): day])
        var again = StoreBatch()
        again.shares.add([try candle("SBER", "2026-11-20", 7)], of: .moex)
        try await store.commit(again)
        #expect(try await store.shares.candles(on: day, in: .moex).map(\.close) == [4, 7])
        await store.close()
    }

    @Test("listings, fundamentals and the days that were asked for come back as they were")
    func rest() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let day = try #require(CivilDate("2026-11-20"))
        let listing = ShareListing(
            secid: SecID("SBER"),
            name: "Сбербанк",
            isin: "RU0009029540",
            lotSize: 1,
            priceStep: 0.01,
            listLevel: 1,
            board: "TQBR"
        )
        let old = ShareFundamentals(secid: SecID("SBER"), date: day.adding(days: -1), capitalisation: 1e12)
        let new = ShareFundamentals(secid: SecID("SBER"), date: day, capitalisation: 2e12, priceToEarnings: 4.5)
        let asked = CollectedDay(
            market: .moex,
            date: day,
            shares: 240,
            isFinal: false,
            collectedAt: Timestamp(seconds: 1_000)
        )
        var batch = StoreBatch()
        batch.shares.add([listing], of: .moex)
        batch.shares.add([old, new], of: .moex)
        batch.shares.days = [asked]
        try await store.commit(batch)
        #expect(try await store.shares.listings(of: .moex) == [listing])
        #expect(try await store.shares.listings(of: .krx).isEmpty)
        #expect(try await store.shares.fundamentals(in: .moex, through: day) == [new])
        #expect(try await store.shares.fundamentals(in: .moex, through: old.date) == [old])
        #expect(try await store.shares.collectedDays(in: .moex, from: day, through: day) == [asked])
        await store.close()
    }
}
