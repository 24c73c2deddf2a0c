import Execution
import Market
import TestKit
import Testing

@Suite("Protective stop")
struct ProtectiveStopTests {
    private static func step() throws -> PriceStep { try #require(PriceStep(try Price(text: "0.01"))) }

    /// Defect 1 of the original: at 100 with a range of 0.5 and a spread of 0.02 it put a long's stop at 191 and a short's at 9.
    @Test("lies below a long's entry and above a short's, in units of price")
    func side() throws {
        let spread = try Price(text: "0.02")
        let entry = try Price(text: "100")
        let long = try ProtectiveStop(.buy, entry: entry, averageRange: 0.5, spread: spread, step: Self.step())
        let short = try ProtectiveStop(.sell, entry: entry, averageRange: 0.5, spread: spread, step: Self.step())
        #expect(long.price == Price("99.09") && short.price == Price("100.91"))
        let prices = try ["99.09", "99.1", "100.9", "100.91"].map(Price.init(text:))
        #expect(prices.map(long.isReached) == [true, false, false, false])
        #expect(prices.map(short.isReached) == [false, false, false, true])
    }

    @Test("of a market without range or spread is a step away")
    func flat() throws {
        let entry = try Price(text: "100")
        for range in [0, -1, Double.nan, .infinity] {
            let stop = try ProtectiveStop(.buy, entry: entry, averageRange: range, spread: .zero, step: Self.step())
            #expect(stop.price == Price("99.99"))
        }
    }

    @Test("follows the best price and never moves back")
    func trailing() throws {
        let step = try Self.step()
        var stop = try ProtectiveStop(
            .sell,
            entry: try Price(text: "100"),
            averageRange: 0.5,
            spread: try Price(text: "0.02"),
            step: step
        )
        try stop.follow(try Price(text: "100.5"), step)
        #expect(stop.price == Price("100.91"))
        try stop.follow(try Price(text: "98"), step)
        #expect(stop.price == Price("98.91"))
        try stop.follow(try Price(text: "98.9"), step)
        #expect(stop.price == Price("98.91"))
    }

    @Test("is on the right side of any entry, and only comes closer", arguments: 0..<20)
    func property(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let step = try Self.step()
        for _ in 0..<500 {
            let entry = try Price(nanos: Int64.random(in: 10...90_000, using: &random) * step.size.nanos)
            let side: Side = Bool.random(using: &random) ? .buy : .sell
            var stop = try ProtectiveStop(
                side,
                entry: entry,
                averageRange: Double.random(in: 0...50, using: &random),
                spread: try Price(nanos: Int64.random(in: 0...3_000_000_000, using: &random)),
                step: step
            )
            #expect(side == .buy ? stop.price < entry : stop.price > entry)
            #expect(step.holds(stop.price))
            for _ in 0..<10 {
                let before = stop.price
                let price = try step.moved(entry, by: Int64.random(in: -500...500, using: &random))
                try stop.follow(price, step)
                #expect(side == .buy ? stop.price >= before : stop.price <= before)
                #expect(side == .buy ? stop.price < stop.best : stop.price > stop.best)
            }
        }
    }
}
