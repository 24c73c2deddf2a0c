import Execution
import Market
import TestKit
import Testing

@Suite("Order route")
struct OrderRouteTests {
    private static func touch(_ bid: String, _ ask: String, sweep: String?) throws -> OrderRoute.Touch {
        OrderRoute.Touch(
            bid: try Price(text: bid),
            ask: try Price(text: ask),
            sweep: try sweep.map { try Price(text: $0) }
        )
    }

    private static func step() throws -> PriceStep { try #require(PriceStep(try Price(text: "0.01"))) }

    @Test("sends up to five lots at once or not at all, within the guard")
    func small() throws {
        let touch = try Self.touch("100", "100.1", sweep: nil)
        let legs = try OrderRoute().legs(.buy, 5, touch, Self.step())
        #expect(legs == [.init(5, .immediateOrCancel(try Price(text: "100.15")))])
        let sale = try OrderRoute().legs(.sell, 1, touch, Self.step())
        #expect(sale == [.init(1, .immediateOrCancel(try Price(text: "99.95")))])
    }

    @Test("sends four fifths of more at market and lets the rest wait one step better")
    func large() throws {
        let touch = try Self.touch("100", "100.1", sweep: "100.12")
        let legs = try OrderRoute().legs(.buy, 10, touch, Self.step())
        #expect(legs == [.init(8, .market), .init(2, .limit(try Price(text: "100.01")))])
        let sale = try OrderRoute().legs(.sell, 6, try Self.touch("100", "100.1", sweep: "99.97"), Self.step())
        #expect(sale == [.init(4, .market), .init(2, .limit(try Price(text: "100.09")))])
    }

    @Test("joins the best price where a step better would trade")
    func narrow() throws {
        let touch = try Self.touch("100", "100.01", sweep: "100.01")
        let legs = try OrderRoute().legs(.buy, 6, touch, Self.step())
        #expect(legs.last == .init(2, .limit(try Price(text: "100"))))
    }

    @Test("never sweeps a thin book: beyond the guard the order is limited", arguments: ["100.2", nil])
    func guarded(sweep: String?) throws {
        let touch = try Self.touch("100", "100.1", sweep: sweep)
        let legs = try OrderRoute().legs(.buy, 10, touch, Self.step())
        #expect(legs.first == .init(8, .immediateOrCancel(try Price(text: "100.15"))))
    }

    @Test("splits any number of lots without losing or adding one, each leg on the grid", arguments: 0..<5)
    func sums(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let step = try Self.step()
        for _ in 0..<500 {
            let lots = Lots(Int64.random(in: 1...10_000, using: &random))
            let bid = try Price(nanos: Int64.random(in: 1...50_000, using: &random) * step.size.nanos)
            let ask = try step.moved(bid, by: Int64.random(in: 1...20, using: &random))
            let side: Side = Bool.random(using: &random) ? .buy : .sell
            let touch = OrderRoute.Touch(bid: bid, ask: ask, sweep: Bool.random(using: &random) ? bid : nil)
            let legs = try OrderRoute().legs(side, lots, touch, step)
            #expect(legs.reduce(0) { $0 + $1.lots.count } == lots.count && legs.count <= 2)
            for price in legs.compactMap(\.type.limit) { #expect(step.holds(price)) }
            if case .limit(let price)? = legs.last?.type { #expect(side == .buy ? price < ask : price > bid) }
        }
    }
}
