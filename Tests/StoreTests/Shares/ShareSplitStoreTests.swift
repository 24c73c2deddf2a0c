import Market
import Store
import TestKit
import Testing

@Suite("Splits and dividends in the store")
struct ShareSplitStoreTests {
    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func candle(_ date: String, _ close: Double) throws -> DailyCandle {
        DailyCandle(
            secid: SecID("GMKN"),
            date: try day(date),
            open: close,
            high: close,
            low: close,
            close: close,
            volume: 1,
            value: close
        )
    }

    private func split(_ date: String, _ before: Double, _ after: Double) throws -> ShareSplit {
        try #require(ShareSplit(secid: SecID("GMKN"), date: try day(date), before: before, after: after))
    }

    @Test("candles are stored as they were and read in the shares of the day that is asked for")
    func adjusted() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var batch = StoreBatch()
        batch.shares.add([try candle("2024-04-05", 15_000), try candle("2024-04-08", 151)], of: .moex)
        batch.shares.replace([try split("2024-04-08", 1, 100)], of: .moex)
        try await store.commit(batch)
        func closes(through date: String, asOf: String? = nil) async throws -> [Double] {
            try await store.shares.candles(
                of: SecID("GMKN"),
                in: .moex,
                last: 9,
                through: try day(date),
                asOf: try asOf.map(day)
            ).map(\.close)
        }
        #expect(try await closes(through: "2024-04-08") == [150, 151])
        // Nobody knows of it the day before.
        #expect(try await closes(through: "2024-04-05") == [15_000])
        #expect(try await closes(through: "2024-04-05", asOf: "2024-04-08") == [150])
        #expect(try await store.shares.candles(on: try day("2024-04-05"), in: .moex).map(\.close) == [15_000])
        await store.close()
    }

    @Test("a list replaces all splits of its market, a day those of the day, and others are added")
    func replaced() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        func commit(_ change: (inout ShareWrites) throws -> Void) async throws -> [String] {
            var batch = StoreBatch()
            try change(&batch.shares)
            try await store.commit(batch)
            return try await store.shares.splits(in: .moex).map { "\($0.date) \($0.text)" }
        }
        let (first, second) = (try split("2024-04-08", 1, 100), try split("2025-04-08", 2, 1))
        #expect(try await commit { $0.replace([first, second], of: .moex) } == ["2024-04-08 1:100", "2025-04-08 2:1"])
        #expect(try await commit { $0.replace([first], of: .moex) } == ["2024-04-08 1:100"])
        #expect(try await commit { $0.replace([], of: .krx) } == ["2024-04-08 1:100"])
        #expect(try await commit { $0.add([second], of: .moex) }.count == 2)
        #expect(try await commit { $0.replace([], of: .moex, on: second.date) } == ["2024-04-08 1:100"])
        #expect(try await store.shares.splits(of: SecID("GMKN"), in: .moex) == [first])
        #expect(try await store.shares.splits(of: SecID("SBER"), in: .moex).isEmpty)
        await store.close()
    }

    @Test("dividends of a share replace what was known of it, and two of one day are one")
    func dividends() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let (july, december) = (try day("2025-07-11"), try day("2025-12-20"))
        var batch = StoreBatch()
        batch.shares.replace(
            [Dividend(recordDate: december, amount: 5), Dividend(recordDate: july, amount: 20)],
            of: SecID("A"),
            in: .moex,
            askedOn: july
        )
        batch.shares.replace([], of: SecID("B"), in: .moex, askedOn: july)
        try await store.commit(batch)
        batch = StoreBatch()
        batch.shares.replace(
            [Dividend(recordDate: july, amount: 20), Dividend(recordDate: july, amount: 3)],
            of: SecID("A"),
            in: .moex,
            askedOn: december
        )
        try await store.commit(batch)
        #expect(
            try await store.shares.dividends(in: .moex) == [SecID("A"): [Dividend(recordDate: july, amount: 23)]]
        )
        #expect(try await store.shares.dividendLooks(in: .moex) == [SecID("A"): december, SecID("B"): july])
        #expect(try await store.shares.dividends(in: .krx).isEmpty)
        await store.close()
    }
}
