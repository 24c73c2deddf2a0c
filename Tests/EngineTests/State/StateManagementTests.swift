@testable import Engine
import Execution
import Market
import Platform
import TestKit
import Testing

/// The state of trading over a restart: the same events, once without and once with a stop, a checkpoint file and a start in between.
@Suite("State over a restart")
struct StateManagementTests {
    private final class Rig {
        let instruments: InstrumentTable
        let books: BookTable
        let venue: PaperVenue
        var state: StateManagement
        var wishes: [StrategyWish] = []
        private var starts: UInt64 = 1

        init() throws {
            let step = try #require(PriceStep(try Price(text: "0.01")))
            let id = try #require(InstrumentID("MOEX:SBER"))
            instruments = InstrumentTable([
                try #require(InstrumentFacts(id, priceStep: step, lotValue: try Price(nanos: 1_000)))
            ])
            books = BookTable(count: 1, levelCount: 5)
            venue = PaperVenue(instruments, books: books)
            state = Self.made(instruments, venue, seed: starts)
        }

        private static func made(_ instruments: InstrumentTable, _ venue: PaperVenue, seed: UInt64) -> StateManagement {
            let strategy = StrategyChoice.imbalanceThreshold(depth: 1, enter: 0.6, exit: 0.1, lots: 8)
            let state = StateManagement(
                OrderExecution(instruments, venue, ids: OrderIDSequence(seed: seed)),
                RiskManagement(RiskLimits().scaled(by: LotScale.perLot), instruments),
                [InstrumentState(strategy.made(), instruments[InstrumentSlot(0)].priceStep)]
            )
            var route = OrderRoute()
            route.partsPerLot = LotScale.perLot
            route.splitAbove = LotScale.lots(5)
            state.route = route
            return state
        }

        func step(_ number: Int, _ random: inout SeededRandom) throws {
            let slot = InstrumentSlot(0)
            let now = Timestamp(seconds: 1_700_000_000 + Int64(number) * 30)
            let bid = 10_000 + Int64.random(in: -3...3, using: &random)
            func level(_ cents: Int64) throws -> BookLevel {
                BookLevel(
                    try Price(nanos: cents * 10_000_000),
                    LotScale.lots(Int64.random(in: 1...30, using: &random))
                )
            }
            venue.advance(to: now)
            try books[slot].replace(bids: [try level(bid)], asks: [try level(bid + 3)])
            venue.bookChanged(slot, at: now)
            let trading = TradingOrchestrator(state: state)
            state.execution.checkAnswers(at: now)
            while trading.updateOpenPositions(until: now) != nil {}
            let view = MarketView(
                book: books[slot],
                time: now,
                position: state.execution.held(slot),
                priceStep: state.instruments[0].priceStep,
                signal: nil
            )
            wishes.append(trading.processMarketTick(slot, view))
            while trading.updateOpenPositions(until: now) != nil {}
            trading.mark(slot, books[slot].bids.first, books[slot].asks.first, at: now)
        }

        /// As if the process had ended and another had begun; the venue goes on.
        func restart(_ folder: String) throws {
            let file = CheckpointFile(folder: folder)
            let now = Timestamp(seconds: 1_800_000_000)
            let checkpoint = state.checkpoint(at: now, .production, record: 0)
            #expect(checkpoint.active == checkpoint.monitored)
            try file.save(checkpoint, partsPerLot: LotScale.perLot)
            guard case .checkpoint(let found, nil) = file.load(instruments, RiskLimits()) else {
                Issue.record("no checkpoint was found")
                return
            }
            // A live run's names are random: no two runs share one.
            starts += 1
            state = Self.made(instruments, venue, seed: starts)
            state.restore(RestoredExecution(found, instruments), at: now)
        }
    }

    @Test("decisions, fills and losses are those of a run that was never stopped", arguments: 0..<8)
    func same(seed: UInt64) throws {
        let folder = try TemporaryFolder(prefix: "state", isInMemory: true)
        defer { folder.remove() }
        let (whole, stopped) = (try Rig(), try Rig())
        var (random, again) = (SeededRandom(seed: seed), SeededRandom(seed: seed))
        for number in 0..<400 {
            try whole.step(number, &random)
            try stopped.step(number, &again)
            if number % 50 == 17 { try stopped.restart(folder.path) }
        }
        #expect(whole.wishes == stopped.wishes)
        #expect(whole.state.execution.ledger.positions == stopped.state.execution.ledger.positions)
        #expect(whole.state.execution.ledger.positions[0].realised != .zero)
        #expect(whole.state.risk?.state == stopped.state.risk?.state)
        #expect(whole.state.instruments[0].quotes.map(\.price) == stopped.state.instruments[0].quotes.map(\.price))
    }

    @Test("what is held stays while a strategy has not spoken")
    func silent() throws {
        let rig = try Rig()
        var restored = RestoredExecution(rig.instruments)
        let id = rig.instruments[InstrumentSlot(0)].id
        restored.take(.adopted(id, lots: LotScale.lots(3), average: try Price(text: "100"), at: Timestamp(seconds: 1)))
        rig.state.restore(restored, at: Timestamp(seconds: 2))
        #expect(rig.state.instruments[0].target == LotScale.lots(3))
    }
}
