import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Stored portfolios")
struct PortfolioStoreTests {
    private let key = PortfolioKey(owner: "trader1", market: .moex)
    private let day = CivilDate(dayNumber: 20_000)

    private func fill(_ number: Int) throws -> PortfolioFill {
        PortfolioFill(
            number: number,
            date: day,
            secid: SecID("SBER"),
            strategy: .breakout,
            cause: .signal,
            side: .buy,
            lots: 12,
            lotSize: 10,
            price: try Price(text: "301.27"),
            fee: Money("18.0762") ?? .zero
        )
    }

    private func signal(_ code: String, _ outcome: TradeSignal.Outcome = .pending) throws -> TradeSignal {
        TradeSignal(
            date: day,
            secid: SecID(code),
            strategy: .trendPullback,
            kind: .entry,
            outcome: outcome,
            reference: try Price(text: "0.02315"),
            range: 0.001,
            stop: try Price(text: "0.0221"),
            lots: 3,
            reason: "test"
        )
    }

    private func changing(_ store: StateStore, _ change: (inout PortfolioWrites.Change) throws -> Void) async throws {
        var batch = StoreBatch()
        var made = PortfolioWrites.Change(key)
        try change(&made)
        batch.portfolio.changes.append(made)
        try await store.commit(batch)
    }

    private func opened() throws -> (TemporaryFolder, StateStore) {
        let folder = try TemporaryFolder(prefix: "portfolio", isInMemory: true)
        let clock = ManualClock()
        let store = try StateStore(
            path: folder.path + "/mayak.db",
            clock: clock,
            log: Log(component: "test", threshold: .critical, clock: clock)
        )
        return (folder, store)
    }

    @Test("prices, money and fills come back exactly")
    func exact() async throws {
        let (folder, store) = try opened()
        defer { folder.remove() }
        let wanted = try [fill(1), fill(2)]
        try await changing(store) {
            $0.beginning = (Money("100000000.000000000000000001") ?? .zero, day)
            $0.fills = wanted
            $0.equity = EquityPoint(date: day, cash: Money("-0.5") ?? .zero, invested: Money("3.25") ?? .zero)
            $0.newSignals = [try signal("A"), try signal("B", .refused)]
        }
        #expect(try await store.portfolio.fills(of: key) == wanted)
        #expect(try await store.portfolio.beginning(of: key)?.capital.description == "100000000.000000000000000001")
        #expect(try await store.portfolio.equity(of: key).first?.equity.description == "2.75")
        #expect(try await store.portfolio.signals(of: key, on: day) == [try signal("A"), try signal("B", .refused)])
        #expect(try await store.portfolio.fills(of: PortfolioKey(owner: "trader1", market: .krx)).isEmpty)
        await store.close()
    }

    @Test("a number is filled once: nothing of a batch with a second one is written")
    func once() async throws {
        let (folder, store) = try opened()
        defer { folder.remove() }
        try await changing(store) { $0.fills = [try fill(1)] }
        await #expect(throws: DatabaseError.self) {
            try await changing(store) {
                $0.fills = [try fill(1)]
                $0.equity = EquityPoint(date: day, cash: .zero, invested: .zero)
            }
        }
        #expect(try await store.portfolio.equity(of: key).isEmpty)
        await store.close()
    }

    @Test("a signal of a share, strategy and day stays the first, and its outcome can change")
    func signals() async throws {
        let (folder, store) = try opened()
        defer { folder.remove() }
        try await changing(store) { $0.newSignals = [try signal("A")] }
        var again = try signal("A")
        again.lots = 99
        try await changing(store) { $0.newSignals = [again] }
        #expect(try await store.portfolio.signals(of: key, on: day).map(\.lots) == [3])
        #expect(try await store.portfolio.forgottenSignals(of: key, before: day).isEmpty)
        #expect(try await store.portfolio.forgottenSignals(of: key, before: day.adding(days: 1)).count == 1)
        try await changing(store) {
            var filled = try signal("A", .filled)
            filled.note = "2 of 3 lots: cash"
            $0.outcomes = [filled]
        }
        #expect(try await store.portfolio.signalCounts(of: key) == [.filled: 1])
        let filled = try await store.portfolio.signals(of: key, on: day).first
        #expect(filled?.note == "2 of 3 lots: cash" && filled?.obstacle == nil)
        try await changing(store) {
            var refused = try signal("A")
            refused.end(.refused, .noCash, "no cash for a lot")
            $0.outcomes = [refused]
        }
        let refused = try await store.portfolio.signals(of: key, on: day).first
        #expect(refused?.outcome == .refused && refused?.obstacle == .noCash && refused?.note == "no cash for a lot")
        await store.close()
    }

    @Test("a halt stays until a person ends it, and losses then count from there")
    func halts() async throws {
        let (folder, store) = try opened()
        defer { folder.remove() }
        func halt(_ cause: Halt.Cause, _ why: String) -> Halt {
            Halt(cause, .reduceOnly, until: .person, who: "risk_checks", why: why, since: Timestamp(seconds: 5))
        }
        try await changing(store) { $0.halts = [halt(.drawdown, "first"), halt(.dailyLoss, "day")] }
        try await changing(store) { $0.halts = [halt(.drawdown, "second")] }
        #expect(try await store.portfolio.halts(of: key).all.map(\.why) == ["day", "first"])
        #expect(try await store.portfolio.lastResumption(of: key) == nil)
        let equity = try #require(Money("81.5"))
        let resumption = PortfolioStore.Resumption(key, on: day, equity: equity)
        let ended = try await store.portfolio.resume([resumption], by: "cli anna") { _, halts in
            AuditEntry(
                at: Timestamp(seconds: 6),
                actor: "cli anna",
                action: .portfolioResume,
                object: "\(halts.count) halts",
                result: .done
            )
        }
        #expect(ended.count == 2)
        #expect(try await store.portfolio.halts(of: key).all.isEmpty)
        let last = try await store.portfolio.lastResumption(of: key)
        #expect(last?.date == day && last?.equity == equity)
        #expect(try await store.audit.latest(limit: 5).map(\.object) == ["2 halts"])
        // The same cause can halt again.
        try await changing(store) {
            let again = Halt(
                .drawdown,
                .reduceOnly,
                until: .person,
                who: "x",
                why: "third",
                since: Timestamp(seconds: 9)
            )
            $0.halts = [again]
        }
        #expect(try await store.portfolio.halts(of: key).all.map(\.why) == ["third"])
        await store.close()
    }

    @Test("indicators of a share are replaced, a share that left the watchlist is not on it")
    func watchlist() async throws {
        let (folder, store) = try opened()
        defer { folder.remove() }
        func write(_ change: PortfolioWrites.MarketChange) async throws {
            var batch = StoreBatch()
            batch.portfolio.markets.append(change)
            try await store.commit(batch)
        }
        var change = PortfolioWrites.MarketChange(.moex)
        let indicators = ShareIndicators(
            secid: SecID("A"),
            date: day,
            close: 5,
            bars: 70,
            numbers: [.init("sma_10", 5), .init("rsi_14", 33.25)]
        )
        change.indicators = [indicators]
        var entry = WatchlistEntry(
            secid: SecID("A"),
            enteredOn: day,
            entryClose: 4,
            reason: "rank 1",
            rank: 1,
            close: 5
        )
        change.watchlist = [entry]
        try await write(change)
        #expect(try await store.portfolio.indicators(of: .moex) == [indicators])
        #expect(try await store.portfolio.watchlist(of: .moex) == [entry] && entry.performance == 0.25)
        entry.leftOn = day
        entry.leavingReason = "rank 31, beyond 30"
        change.indicators = []
        change.watchlist = [entry]
        try await write(change)
        #expect(try await store.portfolio.watchlist(of: .moex).isEmpty)
        await store.close()
    }
}
