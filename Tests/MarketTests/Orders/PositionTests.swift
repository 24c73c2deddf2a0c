import Market
import TestKit
import Testing

@Suite("Position")
struct PositionTests {
    private static func fill(_ side: Side, _ lots: Int64, _ price: String, fee: Double = 0) throws -> Fill {
        Fill(
            order: OrderID(high: 1, low: 1),
            slot: InstrumentSlot(0),
            side: side,
            price: try Price(text: price),
            lots: Lots(lots),
            fee: Money(units: fee),
            liquidity: .taker,
            time: Timestamp(seconds: 0),
            number: 0
        )
    }

    @Test("closes a part at the average price and keeps the rest's")
    func partialClose() throws {
        let lot = try Price(text: "10")
        var position = Position()
        #expect(position.apply(try Self.fill(.buy, 3, "100", fee: 1), lotValue: lot) == nil)
        #expect(position.apply(try Self.fill(.buy, 1, "104", fee: 1), lotValue: lot) == nil)
        #expect(position.averagePrice(lotValue: lot) == Price("101"))
        let gain = position.apply(try Self.fill(.sell, 1, "103", fee: 1), lotValue: lot)
        #expect(gain == Money(units: 20))
        #expect(position.lots == 3)
        #expect(position.averagePrice(lotValue: lot) == Price("101"))
        #expect(position.realised == Money(units: 20) && position.fees == Money(units: 3))
        #expect(position.unrealised(at: try Price(text: "102"), lotValue: lot) == Money(units: 30))
    }

    @Test("that turns round closes all of the old side and opens the rest at the fill's price")
    func reversal() throws {
        let lot = try Price(text: "1")
        var position = Position()
        position.apply(try Self.fill(.buy, 2, "50"), lotValue: lot)
        let gain = position.apply(try Self.fill(.sell, 5, "53"), lotValue: lot)
        #expect(gain == Money(units: 6))
        #expect(position.lots == -3 && position.averagePrice(lotValue: lot) == Price("53"))
        let second = position.apply(try Self.fill(.buy, 3, "54"), lotValue: lot)
        #expect(second == Money(units: -3))
        #expect(position.isFlat && position.cost == .zero && position.realised == Money(units: 3))
    }

    @Test("keeps cash and marks equal to what was gained, and lots equal to the sum of fills", arguments: 0..<20)
    func identity(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lot = try Price(nanos: Int64.random(in: 1...20_000_000_000, using: &random))
        var position = Position()
        var sum: Int64 = 0
        for _ in 0..<500 {
            let side: Side = Bool.random(using: &random) ? .buy : .sell
            let lots = Int64.random(in: 1...40, using: &random)
            let price = try Price(nanos: Int64.random(in: 1...400_000_000_000, using: &random))
            let fill = Fill(
                order: OrderID(high: 1, low: 1),
                slot: InstrumentSlot(0),
                side: side,
                price: price,
                lots: Lots(lots),
                fee: .zero,
                liquidity: .maker,
                time: Timestamp(seconds: 0),
                number: 0
            )
            position.apply(fill, lotValue: lot)
            sum += side.sign * lots
            #expect(position.lots.count == sum)
            #expect(position.cost >= .zero)
            #expect(!position.isFlat || position.cost == .zero)
            let mark = try Price(nanos: Int64.random(in: 1...400_000_000_000, using: &random))
            let worth = Money(mark, position.lots, lotValue: lot)
            #expect(position.cash + worth == position.realised + position.unrealised(at: mark, lotValue: lot))
        }
    }
}

@Suite("Money")
struct MoneyTests {
    @Test("is exact and is written without needless zeros")
    func text() throws {
        let value = Money(try Price(text: "-0.1"), 3, lotValue: try Price(text: "0.00001"))
        #expect("\(value)" == "-0.000003")
        #expect("\(Money(units: 12.5))" == "12.5" && "\(Money.zero)" == "0" && Money(units: -7.25).units == -7.25)
    }

    @Test("of the largest price and a billion lots can still be parted")
    func large() {
        let value = Money(Price.limit, 1_000_000_000, lotValue: Price("10") ?? .zero)
        #expect(value.part(1, of: 2) * 2 == value)
        #expect((-value).part(1, of: 2) * 2 == -value)
    }
}
