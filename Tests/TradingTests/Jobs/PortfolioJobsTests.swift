import Analytics
import Exchange
import Market
import Platform
import Store
import Testing
import Trading

@Suite("The jobs that decide")
struct PortfolioJobsTests {
    /// Seventy days at 100, a breakout at 103, a day at 103, and an open at 94.
    private static let bars: [Bar] = {
        let quiet = (0..<70).map { DailyBars.bar($0, 100, 101, 99, 100, volume: 1_000) }
        return quiet + [
            DailyBars.bar(70, 100, 103, 100, 103, volume: 2_000), DailyBars.bar(71, 103, 104, 102, 103),
            DailyBars.bar(72, 94, 95, 93, 94), DailyBars.bar(73, 94, 95, 93, 94),
        ]
    }()

    private func rig(
        tune: (inout OrchestratorOptions, inout PortfolioOptions, inout WatchlistOptions) -> Void = { _, _, _ in }
    ) throws -> PortfolioRig {
        try PortfolioRig(
            ["A": Self.bars, "B": (0..<74).map { DailyBars.bar($0, 50, 51, 49, 50, volume: 1_000) }],
            tune: tune
        )
    }

    @Test("from candles to a stopped position, day by day")
    func days() async throws {
        let rig = try rig()
        #expect(try await rig.run(.indicatorCalculation, 0) == "no candles yet: data_collection has not run")
        #expect(try await rig.run(.riskChecks, 0) == "no portfolio yet: nothing was traded")
        #expect(try await rig.evening(0).contains("has enough bars"))
        for day in 1...70 { _ = try await rig.evening(day) }
        #expect(try await rig.store.portfolio.watchlist(of: .moex).map(\.secid.text) == ["A", "B"])
        var said = try await rig.trade(71)
        // Two strategies see it, and the first gets it. ATR is 2.2: 20,000 / 3.96 shares are more than a tenth of the equity, 970 shares.
        #expect(said.signals == "2024-03-12: buy A; sell none; refused 1")
        #expect(said.positions.hasPrefix("bought A 970 × 1 at 103 (signal); 1 positions, equity 999"))
        #expect(said.risk.hasPrefix("normal; exposure 9.99%"))
        // A second run of the morning or the day changes nothing.
        #expect(try await rig.run(.signalGeneration, 71).contains("decided before"))
        #expect(try await rig.run(.positionMonitoring, 71).hasPrefix("1 positions, equity 999"))
        _ = try await rig.evening(71)
        said = try await rig.trade(72)
        #expect(said.positions.hasPrefix("sold A 970 × 1 at 94 (stop); 0 positions"))
        let fills = try await rig.store.portfolio.fills(of: rig.key)
        #expect(fills.map(\.cause) == [.signal, .stop])
        // The stop is heard, and stands in the morning's note; another look says nothing.
        _ = try await rig.run(.positionMonitoring, 72)
        let told = try await rig.store.outbox.messages(.queued, limit: 10).map(\.draft)
        let stops = told.filter { $0.dedupeKey.hasPrefix("portfolio:stop:") }
        #expect(stops.map(\.content) == [.notice(.positionStopped(code: "A", price: 94, change: -0.0874))])
        let lines = told.filter { $0.dedupeKey.hasPrefix("portfolio:exits:") }.map(\.content)
        #expect(lines.count == 1, "\(told)")
        guard case .morning(let note)? = lines.first else { return }
        #expect(note.exits == [.init(code: "A", cause: .stop)] && note.date == DailyBars.day(72))
        let points = try await rig.store.portfolio.equity(of: rig.key)
        #expect(points.map(\.date) == [DailyBars.day(71), DailyBars.day(72)])
        // 970 shares lost 9 each; fees are 49.955 and 45.59.
        #expect(points.last?.equity.description == "991174.455")
    }

    @Test(
        "a share that splits while it is held is exchanged: no stop is reached, no loss is seen, and the watchlist keeps its gain"
    )
    func split() async throws {
        // As the bars of the other tests, and in tenths from day 72 on.
        let bars =
            Self.bars.prefix(72)
            + [DailyBars.bar(72, 10.4, 10.5, 10.3, 10.4), DailyBars.bar(73, 10.4, 10.6, 10.3, 10.5)]
        let split = try #require(
            ShareSplit(secid: SecID("A"), date: DailyBars.day(72), before: 1, after: 10)
        )
        let rig = try PortfolioRig(
            ["A": Array(bars), "B": (0..<74).map { DailyBars.bar($0, 50, 51, 49, 50, volume: 1_000) }],
            splits: [split]
        )
        for day in 0...70 { _ = try await rig.evening(day) }
        _ = try await rig.trade(71)
        _ = try await rig.evening(71)
        let said = try await rig.trade(72)
        #expect(
            said.positions.hasPrefix("sold A 970 × 1 at 103 (split); bought A 9700 × 1 at 10.3 (split); 1 positions")
        )
        #expect(said.risk.hasPrefix("normal"))
        _ = try await rig.evening(72)
        #expect(try await rig.store.shares.splits(in: .moex) == [split])
        let holding = try #require(try await rig.store.portfolio.holdings(of: rig.key).first)
        // The stop was 5 % below 103 at most, and follows the best close, which is told in new shares.
        #expect(holding.lots == 9_700 && (9.5...10.3).contains(Double(holding.stop.description) ?? 0))
        #expect(try await rig.run(.positionMonitoring, 73).hasPrefix("1 positions"))
        let watched = try await rig.store.portfolio.watchlist(of: .moex).first { $0.secid == SecID("A") }
        let entry = try #require(watched)
        #expect(entry.entryClose <= 10.3 && abs((entry.performance ?? 1)) < 0.1, "\(entry)")
        // Indicators too are of new shares.
        let indicators = try await rig.store.portfolio.indicators(of: .moex).first { $0.secid == SecID("A") }
        #expect(abs((indicators?["sma_20"] ?? 0) - 10) < 0.5)
    }

    @Test("a lost day halts trading until a person resumes")
    func halt() async throws {
        let rig = try rig { orchestrator, portfolio, _ in
            orchestrator.maximumPositionSize = 100
            portfolio.riskPerTrade = 0.5
        }
        for day in 0...70 { _ = try await rig.evening(day) }
        _ = try await rig.trade(71)
        _ = try await rig.evening(71)
        let said = try await rig.trade(72)
        #expect(said.risk.hasPrefix("HALTED"))
        let halts = try await rig.store.portfolio.halts(of: rig.key)
        #expect(halts.all.map(\.cause) == [.dailyLoss] && halts.level == .reduceOnly)
        let told = try await rig.store.outbox.messages(.queued, limit: 10).map(\.draft.content)
        // Two mornings, the halt, the stop that led to it and its line in the morning's note.
        #expect(told.count == 5)
        #expect(told.contains(.notice(.haltedDailyLoss(Notice.Loss(loss: 0.0878, limit: 0.05)))))
        let notes = told.compactMap { content in if case .morning(let note) = content { note } else { nil } }
            .filter { $0.exits == nil }
        #expect(notes.map(\.date) == [DailyBars.day(72), DailyBars.day(71)])
        let note = try #require(notes.last)
        #expect(!note.isHalted && note.buy == ["A"] && note.sell.isEmpty)
        #expect(note.markets.map(\.market) == AlgoPackSegment.allCases)
        // Once: the next check finds it in force.
        #expect(try await rig.run(.riskChecks, 72).hasPrefix("halted since before"))
        let lost = try #require(try await rig.store.portfolio.equity(of: rig.key).last?.equity)
        let ended = try await resume(rig, equity: lost)
        #expect(ended.count == 1)
        // Losses count from there: the same day does not halt again.
        #expect(try await rig.run(.riskChecks, 72).hasPrefix("normal"))
    }

    @Test("while a position has outgrown its limit nothing is bought, and the morning says why")
    func outgrown() async throws {
        // A rises by half after it was bought at the limit; B breaks out on that day.
        let quiet = (0..<70).map { DailyBars.bar($0, 100, 101, 99, 100, volume: 1_000) }
        let risen =
            quiet + [
                DailyBars.bar(70, 100, 103, 100, 103, volume: 2_000), DailyBars.bar(71, 103, 112, 102, 112),
                DailyBars.bar(72, 112, 113, 111, 112),
            ]
        let other =
            (0..<71).map { DailyBars.bar($0, 50, 50.5, 49.5, 50, volume: 1_000) }
            + [DailyBars.bar(71, 50, 52, 50, 52, volume: 3_000), DailyBars.bar(72, 52, 53, 51, 52)]
        for (growth, isBought) in [(0.25, true), (0.02, false)] {
            let rig = try PortfolioRig(["A": risen, "B": other]) { _, portfolio, _ in
                portfolio.sizeGrowth = growth
                portfolio.takeProfit = 5
            }
            for day in 0...70 { _ = try await rig.evening(day) }
            _ = try await rig.trade(71)
            _ = try await rig.evening(71)
            let said = try await rig.trade(72)
            #expect(said.signals.contains("buy B") == isBought, "\(said)")
            let refused = try await rig.store.portfolio.signals(of: rig.key, on: DailyBars.day(72))
                .filter { $0.kind == .entry && $0.outcome == .refused }
            #expect(refused.contains { $0.note.hasPrefix("A is 10.") } == !isBought, "\(refused)")
            #expect(said.risk.hasPrefix("reduced: nothing opens") == !isBought, "\(said.risk)")
        }
    }

    private func halt(_ rig: PortfolioRig, _ level: Halt.Level) async throws {
        let halt = Halt(.person, level, until: .person, who: "1001 Anna", why: "no link", since: rig.clock.now)
        _ = try await rig.store.portfolio.halt([rig.key], halt) { _, _, after in
            AuditEntry(at: after.since, actor: after.who, action: .portfolioHalt, object: "test", result: .done)
        }
    }

    @discardableResult
    private func resume(_ rig: PortfolioRig, equity: Money = .zero) async throws -> [Halt] {
        let now = rig.clock.now
        let resumption = PortfolioStore.Resumption(rig.key, on: DailyBars.day(72), equity: equity)
        return try await rig.store.portfolio.resume([resumption], by: "anna") { _, _ in
            AuditEntry(at: now, actor: "anna", action: .portfolioResume, object: "test", result: .done)
        }
    }

    @Test(
        "while a person halts trading nothing is bought, decided before or after the word",
        arguments: [(.reduceOnly, true), (.reduceOnly, false), (.stopped, true), (.stopped, false)]
            as [(Halt.Level, Bool)]
    )
    func haltedByHand(_ level: Halt.Level, _ isBeforeSignals: Bool) async throws {
        let rig = try rig()
        for day in 0...70 { _ = try await rig.evening(day) }
        if isBeforeSignals { try await halt(rig, level) }
        #expect(try await rig.run(.signalGeneration, 71).contains(isBeforeSignals ? "buy none" : "buy A"))
        if !isBeforeSignals { try await halt(rig, level) }
        _ = try await rig.run(.positionMonitoring, 71)
        let signals = try await rig.store.portfolio.signals(of: rig.key, on: DailyBars.day(71))
        #expect(!signals.isEmpty && signals.allSatisfy { $0.outcome == .refused })
        if isBeforeSignals {
            #expect(signals.allSatisfy { $0.note == "trading is halted: 1001 Anna: no link" && $0.obstacle == .halted })
        }
        #expect(try await rig.run(.riskChecks, 71).hasPrefix("halted since before"))
        _ = try await rig.evening(71)
        for day in 72...73 { _ = try await rig.trade(day) }
        #expect(try await rig.store.portfolio.fills(of: rig.key).isEmpty)
    }

    @Test(
        "what is held is sold at its stop while nothing may open, and not before a person resumes while all is stopped",
        arguments: [Halt.Level.reduceOnly, .stopped]
    )
    func exitsByHand(_ level: Halt.Level) async throws {
        let rig = try rig()
        for day in 0...70 { _ = try await rig.evening(day) }
        _ = try await rig.trade(71)
        _ = try await rig.evening(71)
        try await halt(rig, level)
        _ = try await rig.run(.positionMonitoring, 72)
        let causes = try await rig.store.portfolio.fills(of: rig.key).map(\.cause)
        #expect(causes == (level == .reduceOnly ? [.signal, .stop] : [.signal]))
        try await resume(rig)
        _ = try await rig.run(.positionMonitoring, 72)
        #expect(try await rig.store.portfolio.fills(of: rig.key).map(\.cause) == [.signal, .stop])
        // What a person halted and let go on leaves the losses as they were.
        #expect(try await rig.store.portfolio.lastResumption(of: rig.key) == nil)
    }

    @Test("what is decided after the open is bought at the price of then, never at the open that is past")
    func late() async throws {
        let rig = try rig()
        for day in 0...70 { _ = try await rig.evening(day) }
        #expect(try await rig.run(.signalGeneration, 71, at: 11).contains("buy A"))
        #expect(try await rig.store.portfolio.signals(of: rig.key, on: DailyBars.day(71)).allSatisfy(\.isLate))
        _ = try await rig.run(.positionMonitoring, 71)
        let fill = try #require(try await rig.store.portfolio.fills(of: rig.key).first)
        // Its day opened at 103 as well as it stands there: the rule itself is PaperDay's.
        #expect(fill.price.description == "103" && fill.cause == .signal)
        let punctual = try self.rig()
        for day in 0...70 { _ = try await punctual.evening(day) }
        _ = try await punctual.run(.signalGeneration, 71, at: 9.99)
        #expect(
            try await punctual.store.portfolio.signals(of: punctual.key, on: DailyBars.day(71)).allSatisfy {
                !$0.isLate
            }
        )
    }

    @Test("a signal that nobody filled on its day expires, and old candles give none")
    func stale() async throws {
        let rig = try rig()
        for day in 0...70 { _ = try await rig.evening(day) }
        #expect(try await rig.run(.signalGeneration, 71).contains("buy A"))
        // Day 71 was never collected.
        #expect(
            try await rig.run(.signalGeneration, 72)
                == "2024-03-13: buy none; sell none; refused 0; 2 shares have no candle of 2024-03-12"
        )
        _ = try await rig.run(.positionMonitoring, 72)
        // Beside the one that was wanted there may be others that wanted the same share.
        let forgotten = try await rig.store.portfolio.signals(of: rig.key, on: DailyBars.day(71))
        #expect(forgotten.filter { $0.outcome != .refused }.map(\.outcome) == [.expired], "\(forgotten)")
        #expect(try await rig.store.portfolio.fills(of: rig.key).isEmpty)
    }

    @Test("indicators go on from bar to bar as if they were worked out at once")
    func incremental() async throws {
        let rig = try rig()
        for day in 0...73 { _ = try await rig.evening(day) }
        let whole = try await self.rig().whole()
        let stored = try await rig.store.portfolio.indicators(of: .moex)
        #expect(stored == whole && stored.first?.bars == 74)
        #expect(stored.first?["sma_50"] == IndicatorSet.columns(StudyColumn.names, of: Self.bars)[1].last)
        #expect(stored.first?["turnover_20"] != nil)
        #expect(try await rig.run(.indicatorCalculation, 73) == "no new candles")
    }
}

extension PortfolioRig {
    /// The indicators of all days, worked out in one run.
    fileprivate func whole() async throws -> [ShareIndicators] {
        var batch = StoreBatch()
        for date in source.dates { batch.shares.add(source.candles(on: date), of: .moex) }
        try await store.commit(batch)
        _ = try await run(.indicatorCalculation, 73)
        return try await store.portfolio.indicators(of: .moex)
    }
}
