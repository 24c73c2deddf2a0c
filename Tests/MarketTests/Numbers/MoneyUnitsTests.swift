import Market
import TestKit
import Testing

@Suite("Money as a number")
struct MoneyUnitsTests {
    @Test("units are those of the library's own conversion, to the last bit, whatever the amount")
    func units() {
        var random = SeededRandom(seed: 8)
        var amounts: [Int128] = [0, 1, -1, 999_999_999_999_999_999, .max, .min, Int128(Int64.max), Int128(Int64.min)]
        for shift in 0..<127 {
            let amount = Int128(truncatingIfNeeded: UInt64.random(in: 0...UInt64.max, using: &random)) << shift
            amounts += [amount, -1 &- amount]
        }
        for attos in amounts {
            let (whole, rest) = attos.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
            #expect(Money(attos: attos).units == Double(whole) + Double(rest) / 1e18, "\(attos)")
        }
    }
}
