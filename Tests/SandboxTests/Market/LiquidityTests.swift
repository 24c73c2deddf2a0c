import Market
import Testing

@testable import Sandbox

@Suite("Liquidity")
struct LiquidityTests {
    struct Measured: Sendable, CustomTestStringConvertible {
        let name: String
        /// Roubles of a median slot in November 2023, and the medians that went with them.
        let turnover: Double
        let trades: Double
        let spread: Double
        let levels: Double
        let book: Double

        var testDescription: String { name }
    }

    /// Medians rounded to two digits; the law has to be within a factor of three and a half of each, MTLR being a wild one.
    static let measured = [
        Measured(name: "SBER", turnover: 4.2e7, trades: 520, spread: 0.6, levels: 1_270, book: 1.5e9),
        Measured(name: "MTLR", turnover: 4.1e7, trades: 910, spread: 1.8, levels: 1_900, book: 5e8),
        Measured(name: "GAZP", turnover: 1.5e7, trades: 270, spread: 1.0, levels: 980, book: 5.7e8),
        Measured(name: "FEES", turnover: 2.0e6, trades: 74, spread: 4.4, levels: 470, book: 1e8),
        Measured(name: "PHOR", turnover: 1.7e6, trades: 52, spread: 3.1, levels: 350, book: 1.2e8),
        Measured(name: "AFLT", turnover: 9.2e5, trades: 72, spread: 4.1, levels: 460, book: 8.9e7),
        Measured(name: "BANE", turnover: 3.3e5, trades: 17, spread: 8.3, levels: 220, book: 1.6e7),
        Measured(name: "DSKY", turnover: 5.2e4, trades: 12, spread: 7.0, levels: 110, book: 7.6e6),
    ]

    @Test("the laws run through what was measured", arguments: measured)
    func laws(one: Measured) {
        let liquidity = Liquidity(turnover: one.turnover)
        let pairs = [
            (liquidity.trades, one.trades), (liquidity.spread, one.spread), (liquidity.levels, one.levels),
            (liquidity.bookValue, one.book),
        ]
        for (law, measured) in pairs { #expect((1.0 / 3.5...3.5).contains(law / measured)) }
    }

    @Test("the chance of a trade: certain for the large, seldom for the smallest, less in the evening")
    func chance() {
        #expect(Liquidity(turnover: 4e7).tradeChance(busyness: 0.22) > 0.999)
        #expect(Liquidity(turnover: 1e4).tradeChance(busyness: 1) < 0.5)
        #expect(Liquidity(turnover: 0).tradeChance(busyness: 1) < 0.01)
        let small = Liquidity(turnover: 5e4)
        #expect(small.tradeChance(busyness: 0.3) < small.tradeChance(busyness: 1))
    }

    @Test("ranks: turnover falls all the way, for shares and for contracts")
    func ranks() {
        let shares = (0..<252).map { Liquidity.shareTurnover(rank: $0) }
        #expect(shares == shares.sorted(by: >) && shares[0] / shares[251] > 1_000)
        #expect(Liquidity.futuresTurnover(rank: 0, depth: 0) > Liquidity.futuresTurnover(rank: 0, depth: 1) * 10)
    }
}
