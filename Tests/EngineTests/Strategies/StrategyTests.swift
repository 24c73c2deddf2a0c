@testable import Engine
import Market
import TestKit
import Testing

@Suite("Strategies")
struct StrategyTests {
    /// Sizes are in lots.
    private static func view(
        _ bid: String,
        _ ask: String,
        sizes: (Int64, Int64) = (1, 1),
        held: Int64 = 0,
        second: Int64 = 0,
        signal: Int8? = nil
    ) throws -> MarketView {
        var book = OrderBook(levelCount: 5)
        try book.replace(
            bids: [BookLevel(try Price(text: bid), LotScale.lots(sizes.0))],
            asks: [BookLevel(try Price(text: ask), LotScale.lots(sizes.1))]
        )
        return MarketView(
            book: book,
            time: Timestamp(seconds: second),
            position: LotScale.lots(held),
            priceStep: try #require(PriceStep(try Price(text: "0.5"))),
            signal: signal
        )
    }

    @Test(
        "two_sided_quotes stands its distance behind the best prices, and not where the position would grow too large"
    )
    func quotes() throws {
        var strategy = StrategyChoice.twoSidedQuotes(distance: 2, lots: 3, mostLots: 5).made()
        let (bid, ask, lots) = (try Price(text: "99"), try Price(text: "102"), LotScale.lots(3))
        #expect(try strategy.decide(Self.view("100", "101")) == .quotes(bid: bid, ask: ask, lots: lots))
        #expect(try strategy.decide(Self.view("100", "101", held: 2)) == .quotes(bid: bid, ask: ask, lots: lots))
        #expect(try strategy.decide(Self.view("100", "101", held: 3)) == .quotes(bid: nil, ask: ask, lots: lots))
        #expect(try strategy.decide(Self.view("100", "101", held: -3)) == .quotes(bid: bid, ask: nil, lots: lots))
        #expect(try strategy.decide(Self.view("100", "100")) == .quotes(bid: nil, ask: nil, lots: lots), "locked")
    }

    @Test("sma_cross agrees with averages over all closes, and decides at the first book of the next bar")
    func cross() throws {
        var random = SeededRandom(seed: 4)
        var strategy = StrategyChoice.averageCross(fast: 3, slow: 8, bar: .seconds(10), lots: 2).made()
        var closes: [Double] = []
        var (last, price) = (0.0, 200)
        var decisions = 0
        for second in stride(from: Int64(0), to: 4_000, by: 5) {
            price += Int.random(in: -2...2, using: &random)
            let bid = Double(price) / 2
            // Books at the tens begin a bar, those at the fives are its last.
            if second % 10 == 0, second > 0 { closes.append(last) }
            last = bid + 0.25
            let wish = try strategy.decide(Self.view("\(bid)", "\(bid + 0.5)", second: second))
            guard second % 10 == 0, closes.count >= 8 else {
                #expect(wish == .keep)
                continue
            }
            let (fast, slow) = (closes.suffix(3).reduce(0, +) / 3, closes.suffix(8).reduce(0, +) / 8)
            guard (fast - slow).magnitude > 1e-9 else { continue }
            decisions += 1
            #expect(wish == .target(LotScale.lots(fast > slow ? 2 : -2)))
        }
        #expect(decisions > 300)
    }

    /// Defect 7 of the original: a score of zero buys, and confidence gates nothing.
    @Test(
        "ensemble follows order flow where it is confident enough, does nothing at a score of zero, and obeys a ready signal"
    )
    func ensemble() throws {
        func made() -> any Strategy { StrategyChoice.ensemble(window: 2, confidence: 0.3, lots: 1).made() }
        var still = made()
        for _ in 0..<5 { #expect(try still.decide(Self.view("100", "101", sizes: (5, 5))) == .keep) }
        // The bid's size grows by 5 of 10, then by 5 of 15: tanh of the mean of a half and a third is 0.39.
        var bought = made()
        _ = try bought.decide(Self.view("100", "101", sizes: (5, 5)))
        #expect(try bought.decide(Self.view("100", "101", sizes: (10, 5))) == .keep, "the window holds 0 and a third")
        #expect(try bought.decide(Self.view("100", "101", sizes: (20, 5))) == .target(LotScale.lots(1)))
        // A little flow is no reason.
        var timid = made()
        _ = try timid.decide(Self.view("100", "101", sizes: (50, 50)))
        _ = try timid.decide(Self.view("100", "101", sizes: (51, 50)))
        #expect(try timid.decide(Self.view("100", "101", sizes: (52, 50))) == .keep)
        #expect(try timid.decide(Self.view("100", "101", signal: -1)) == .target(LotScale.lots(-1)))
        #expect(try timid.decide(Self.view("100", "101", signal: 0)) == .target(.zero))
    }
}
