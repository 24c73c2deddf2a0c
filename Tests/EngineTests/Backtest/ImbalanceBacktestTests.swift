import Engine
import Execution
import Market
import Platform
import TestKit
import Testing

@Suite("Backtest of imbalance_threshold")
struct ImbalanceBacktestTests {
    private static let configuration = """
        strategy: {name: imbalance_threshold, depth: 2, enter: 0.6, exit: 0.1}
        instruments: {SBER: {lot: 10, price_step: 0.01}}
        """

    private func ideal(_ data: String) throws -> BacktestResult {
        var plan = try BacktestPlan(configuration: Self.configuration, named: "c.yaml")
        plan.latency = .none
        plan.fees = .none
        plan.fillsAtTouch = true
        let feed = JSONLinesFeed(Array(data.utf8), instruments: plan.instruments.map(\.code))
        var backtest = Backtest(plan, feed)
        _ = try backtest.play()
        return backtest.result()
    }

    private static func line(_ time: Int, _ bid: Int, _ bids: Int, _ asks: Int) -> String {
        #"{"ts":\#(time),"secid":"SBER","bids":[[\#(bid),\#(bids)]],"asks":[[\#(bid + 1),\#(asks)]]}"#
    }

    @Test("long above enter, short below, flat inside exit, kept in between; all at the touch")
    func byHand() throws {
        let lines = [
            Self.line(1, 100, 9, 1),  // 0.8: +1 at 101
            Self.line(2, 102, 6, 4),  // 0.2: kept
            Self.line(3, 103, 5, 5),  // 0: flat at 103
            Self.line(4, 103, 1, 9),  // -0.8: -1 at 103
            Self.line(5, 90, 9, 1),  // 0.8: +2 at 91
        ]
        let result = try ideal(lines.joined(separator: "\n"))
        #expect(result.targetChanges == 4)
        #expect(result.trades == 4)
        #expect(result.fills == 4)
        #expect(result.cash.units == -770)
        #expect(result.instruments[0].position.lots == LotScale.lots(1))
        #expect(result.profit.units == 135)
        #expect(result.curve.map(\.units) == [-5, 15, 20, 15, 135])
        #expect(result.maxDrawdown.units == 5)
        #expect(result.closedTrades.map(\.units) == [20, 120])
    }

    @Test("cash, position and changes are those of ten lines of arithmetic, over random books")
    func oracle() throws {
        var random = SeededRandom(seed: 9)
        var lines: [String] = []
        var (cash, held, target, changes) = (0, 0, 0, 0)
        var bid = 10_000
        for time in 0..<20_000 {
            bid += Int.random(in: -2...2, using: &random)
            let (bids, asks) = (Int.random(in: 1...20, using: &random), Int.random(in: 1...20, using: &random))
            lines.append(Self.line(time, bid, bids, asks))
            let imbalance = Double(bids - asks) / Double(bids + asks)
            let wanted = imbalance > 0.6 ? 1 : imbalance < -0.6 ? -1 : abs(imbalance) < 0.1 ? 0 : target
            if wanted != target { changes += 1 }
            target = wanted
            cash -= (target - held) * 10 * (target > held ? bid + 1 : bid)
            held = target
        }
        let result = try ideal(lines.joined(separator: "\n"))
        #expect(result.targetChanges == changes)
        #expect(changes > 1_000)
        #expect(result.cash.units == Double(cash))
        #expect(LotScale.units(result.instruments[0].position.lots) == Double(held))
        #expect(try ideal(lines.joined(separator: "\n")).json().bytes == result.json().bytes)
    }

    @Test("a book without one side changes nothing")
    func emptySide() throws {
        let result = try ideal(#"{"ts":1,"secid":"SBER","bids":[[100,5]],"asks":[]}"#)
        #expect(result.targetChanges == 0)
        #expect(result.trades == 0)
        #expect(result.instruments[0].integrity.emptySide == 1)
    }
}
