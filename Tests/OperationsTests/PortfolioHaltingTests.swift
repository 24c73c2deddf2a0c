import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@Suite("A portfolio halted by hand")
struct PortfolioHaltingTests {
    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let key = PortfolioKey(owner: "trader1", market: .moex)

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Each opening is a process of its own.
    private func opened() throws -> StateStore {
        try StateStore(
            path: folder.path + "/mayak.db",
            clock: clock,
            log: Log(component: "store", threshold: .critical, clock: clock)
        )
    }

    private func halt(
        _ store: StateStore,
        _ level: Halt.Level = .reduceOnly,
        by person: String = "1001 Анна",
        reason: String = ""
    ) async throws -> PortfolioHalting.Outcome {
        try await PortfolioHalting(store: store.portfolio).halt([key], level, by: person, reason: reason, at: clock.now)
    }

    private func resume(_ store: StateStore) async throws -> [Halt] {
        try await PortfolioResumption(store: store.portfolio).resume([key], by: "cli boris", at: clock.now)
    }

    @Test("two portfolios are halted and go on together, in one transaction with a line for each")
    func both() async throws {
        let store = try opened()
        let keys = [key, PortfolioKey(owner: "trader1", market: .krx)]
        let before = await store.counts.commits
        let halting = PortfolioHalting(store: store.portfolio)
        #expect(try await halting.halt(keys, .stopped, by: "1001 Анна", at: clock.now).isNew)
        #expect(await store.counts.commits == before + 1)
        for key in keys { #expect(try await store.portfolio.halts(of: key).all.map(\.level) == [.stopped]) }
        let resumption = PortfolioResumption(store: store.portfolio)
        #expect(try await resumption.resume(keys, by: "cli boris", at: clock.now).count == 2)
        #expect(await store.counts.commits == before + 2)
        for key in keys { #expect(try await store.portfolio.halts(of: key).all.isEmpty) }
        let rows = try await store.audit.latest(limit: 5)
        #expect(rows.map(\.object) == ["trader1 KRX", "trader1 MOEX", "trader1 KRX", "trader1 MOEX"])
        await store.close()
    }

    @Test("says who and why, outlasts restarts and days, and ends by a person's word alone")
    func whole() async throws {
        var store = try opened()
        let began = clock.now
        let outcome = try await halt(store, reason: "no link")
        #expect(outcome.isNew)
        await store.close()
        clock.advance(by: .hours(72))
        store = try opened()
        let kept = try #require(try await store.portfolio.halts(of: key).all.first)
        #expect(kept == Halt(.person, .reduceOnly, until: .person, who: "1001 Анна", why: "no link", since: began))
        let answer = try await PortfolioAnswer(key, on: MoscowTime.date(of: clock.now), from: store.portfolio)
        #expect(answer.mode == "halted" && answer.json["halts"]?.array?.first?["who"]?.string == "1001 Анна")
        #expect(try await resume(store) == [kept])
        #expect(try await store.portfolio.halts(of: key).all.isEmpty)
        let rows = try await store.audit.latest(limit: 5)
        #expect(rows.map(\.action) == ["portfolio.resume", "portfolio.halt"])
        #expect(rows.map(\.before) == ["person: 1001 Анна: no link", ""])
        #expect(rows.map(\.after) == ["", "reduceOnly: no link"])
        #expect(rows.allSatisfy { $0.object == "trader1 MOEX" })
        await store.close()
    }

    /// What was in force, what is wanted then, what is in force after it, and whether that is news.
    @Test(
        "a second word can make it stricter, never laxer",
        arguments: [
            (.reduceOnly, .reduceOnly, .reduceOnly, false), (.reduceOnly, .stopped, .stopped, true),
            (.stopped, .reduceOnly, .stopped, false), (.stopped, .stopped, .stopped, false),
        ] as [(Halt.Level, Halt.Level, Halt.Level, Bool)]
    )
    func again(_ first: Halt.Level, _ second: Halt.Level, _ level: Halt.Level, _ isNew: Bool) async throws {
        let store = try opened()
        let began = clock.now
        _ = try await halt(store, first, reason: "first")
        clock.advance(by: .minutes(5))
        let outcome = try await halt(store, second, by: "1002 Boris", reason: "second")
        #expect(outcome.isNew == isNew && outcome.halt.level == level && outcome.halt.since == began)
        #expect(outcome.halt.who == (isNew ? "1002 Boris" : "1001 Анна"))
        #expect(try await store.portfolio.halts(of: key).all == [outcome.halt])
        let rows = try await store.audit.latest(limit: 5)
        #expect(rows.count == (isNew ? 2 : 1))
        #expect(!isNew || rows.first?.before == "reduceOnly: first" && rows.first?.after == "stopped: second")
        await store.close()
    }

    @Test("and resumed forgets no losses; a halt of the risk checks that ends does")
    func losses() async throws {
        let store = try opened()
        var batch = StoreBatch()
        var change = PortfolioWrites.Change(key)
        change.beginning = (Money(units: 1_000), MoscowTime.date(of: clock.now))
        batch.portfolio.changes = [change]
        try await store.commit(batch)
        _ = try await halt(store)
        _ = try await resume(store)
        #expect(try await store.portfolio.lastResumption(of: key) == nil)
        change = PortfolioWrites.Change(key)
        change.halts = [
            Halt(.drawdown, .reduceOnly, until: .person, who: "risk_checks", why: "x", since: clock.now)
        ]
        batch.portfolio.changes = [change]
        try await store.commit(batch)
        _ = try await halt(store)
        #expect(try await resume(store).map(\.cause) == [.drawdown, .person])
        #expect(try await store.portfolio.lastResumption(of: key)?.equity == Money(units: 1_000))
        #expect(try await store.audit.latest(limit: 1).first?.after == "losses count from 1000")
        await store.close()
    }

    @Test("a reason is bounded")
    func bounded() async throws {
        let store = try opened()
        let outcome = try await halt(store, reason: String(repeating: "я", count: 5_000))
        #expect(outcome.halt.why.count == PortfolioHalting.reasonLimit)
        await store.close()
    }
}
