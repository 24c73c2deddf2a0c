import Market
import Store
import TestKit
import Testing

@Suite("Gap leaders in the store")
struct GapStoreTests {
    private func leader(_ ticker: String, _ place: Int, _ levels: GapLeader.Levels?) throws -> GapLeader {
        GapLeader(
            date: try #require(CivilDate("2026-11-20")),
            ticker: ticker,
            place: place,
            uid: "MOEX:TQBR:\(ticker)",
            previousClose: 100,
            open: nil,
            gap: 0.125,
            levels: levels,
            failure: levels == nil ? "no answer" : "",
            lookedAt: Timestamp(seconds: 1_000)
        )
    }

    @Test("are kept in order of their gap; a second look replaces one, a second scan the day")
    func roundTrip() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let date = try #require(CivilDate("2026-11-20"))
        let levels = GapLeader.Levels(
            vwap: 101.5,
            support: 101,
            resistance: nil,
            from: Timestamp(seconds: 60),
            till: nil
        )
        let (first, second) = (try leader("B", 1, levels), try leader("A", 2, nil))
        var batch = StoreBatch()
        batch.gaps.leaders = [second, first]
        try await store.commit(batch)
        #expect(try await store.gaps.leaders(on: date) == [first, second])
        #expect(try await store.gaps.leaders(on: date.adding(days: 1)).isEmpty)

        var again = StoreBatch()
        again.gaps.leaders = [try leader("A", 2, levels)]
        try await store.commit(again)
        #expect(try await store.gaps.leaders(on: date).map(\.levels) == [levels, levels])

        var anew = StoreBatch()
        anew.gaps.replacedDay = date
        anew.gaps.leaders = [try leader("C", 1, nil)]
        try await store.commit(anew)
        #expect(try await store.gaps.leaders(on: date).map(\.ticker) == ["C"])
        await store.close()
    }
}
