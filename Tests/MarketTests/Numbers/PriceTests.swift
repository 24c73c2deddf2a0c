import Market
import Testing

@Suite("Prices")
struct PriceTests {
    @Test(
        "are read exactly and printed in the shortest way",
        arguments: [
            ("301.27", 301_270_000_000, "301.27"), ("0", 0, "0"), ("-0", 0, "0"), ("+5", 5_000_000_000, "5"),
            ("-0.25", -250_000_000, "-0.25"), ("0.000000001", 1, "0.000000001"), ("007.50", 7_500_000_000, "7.5"),
            ("92000.0000000000", 92_000_000_000_000, "92000"), ("0.1", 100_000_000, "0.1"),
            ("4611686018.427387903", Int64.max / 2, "4611686018.427387903"),
            ("-4611686018.427387903", -(Int64.max / 2), "-4611686018.427387903"),
        ] as [(String, Int64, String)]
    )
    func texts(_ text: String, _ nanos: Int64, _ printed: String) throws {
        let price = try Price(text: text)
        #expect(price.nanos == nanos)
        #expect(price.description == printed)
        #expect(try Price(text: printed) == price)
    }

    @Test(
        "what is none says why",
        arguments: [
            ("", .malformed), ("-", .malformed), (".5", .malformed), ("5.", .malformed), ("1.2.3", .malformed),
            ("1e5", .malformed), (" 1", .malformed), ("1,5", .malformed), ("٣", .malformed), ("NaN", .malformed),
            ("--1", .malformed), ("0.0000000001", .tooPrecise), ("1.0000000009", .tooPrecise),
            ("4611686018.427387904", .overflow), ("9223372036854775808", .overflow),
            ("-99999999999999999999999999", .overflow),
        ] as [(String, NumberError.Kind)]
    )
    func refused(_ text: String, _ kind: NumberError.Kind) {
        let error = #expect(throws: NumberError.self) { try Price(text: text) }
        #expect(error?.kind == kind)
    }

    @Test(
        "the broker's units and nano, there and back",
        arguments: [
            (-1, -250_000_000, "-1.25"), (0, -250_000_000, "-0.25"), (301, 270_000_000, "301.27"), (-3, 0, "-3"),
        ]
            as [(Int64, Int32, String)]
    )
    func quotation(_ units: Int64, _ nano: Int32, _ text: String) throws {
        let price = try Price(units: units, nano: nano)
        #expect(price.description == text)
        #expect(price.units == units && price.nano == nano)
    }

    @Test(
        "units and nano that contradict each other are no price",
        arguments: [
            (1, -1, .malformed), (-1, 1, .malformed), (0, 1_000_000_000, .malformed), (Int64.max, 0, .overflow),
            (4_611_686_019, 0, .overflow),
        ] as [(Int64, Int32, NumberError.Kind)]
    )
    func badQuotation(_ units: Int64, _ nano: Int32, _ kind: NumberError.Kind) {
        let error = #expect(throws: NumberError.self) { try Price(units: units, nano: nano) }
        #expect(error?.kind == kind)
    }

    @Test("sums and differences are exact, or an error")
    func arithmetic() throws {
        #expect(try Price(text: "0.1").adding(Price(text: "0.2")) == Price(text: "0.3"))
        #expect(try Price(text: "-1").subtracting(Price(text: "0.75")).description == "-1.75")
        #expect(throws: NumberError.self) { try Price.limit.adding(Price(nanos: 1)) }
        #expect(throws: NumberError.self) { try Price(nanos: -Price.limit.nanos).subtracting(.limit) }
        #expect(Price.middle(try Price(nanos: 3), try Price(nanos: 4)).nanos == 3)
        #expect(Price.middle(try Price(nanos: -3), try Price(nanos: -4)).nanos == -4)
        #expect(Price.middle(.limit, .limit) == .limit)
    }

    @Test(
        "a step's grid: a buy is rounded down, a sale up",
        arguments: [
            ("0.01", "301.273", "301.27", "301.28"), ("0.01", "301.27", "301.27", "301.27"),
            ("0.0005", "-0.0013", "-0.0015", "-0.001"), ("10", "92345", "92340", "92350"),
            ("0.25", "-1.25", "-1.25", "-1.25"),
        ]
    )
    func grid(_ size: String, _ text: String, _ buy: String, _ sell: String) throws {
        let step = try #require(PriceStep(try Price(text: size)))
        let price = try Price(text: text)
        #expect(try step.rounded(price, for: .buy).description == buy)
        #expect(try step.rounded(price, for: .sell).description == sell)
        #expect(step.holds(price) == (buy == sell))
        #expect(try step.holds(step.rounded(price, for: .buy)) && step.holds(step.rounded(price, for: .sell)))
    }

    @Test("steps are counted and gone")
    func steps() throws {
        let step = try #require(PriceStep(try Price(text: "0.01")))
        let price = try Price(text: "301.27")
        #expect(try step.moved(price, by: -128).description == "299.99")
        #expect(try step.count(from: price, to: step.moved(price, by: -128)) == -128)
        #expect(throws: NumberError.self) { try step.count(from: price, to: Price(text: "301.275")) }
        #expect(throws: NumberError.self) { try step.moved(price, by: .max) }
        #expect(PriceStep(.zero) == nil)
    }

    @Test("lots are counted, or are an error")
    func lots() throws {
        #expect(try Lots(5).adding(7) == 12)
        #expect(try Lots(5).subtracting(7) == -2)
        #expect(try Lots(3).units(lotSize: 10) == 30)
        #expect(throws: NumberError.self) { try Lots(.max).adding(1) }
        #expect(throws: NumberError.self) { try Lots(.min).subtracting(1) }
        #expect(throws: NumberError.self) { try Lots(.max).units(lotSize: 2) }
    }
}
