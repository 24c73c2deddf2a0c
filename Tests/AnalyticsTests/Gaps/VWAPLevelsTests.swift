import Analytics
import Market
import TestKit
import Testing

@Suite("VWAP levels")
struct VWAPLevelsTests {
    private func candle(_ minute: Int, _ price: Double, volume: Double, value: Double? = nil) -> PriceCandle {
        PriceCandle.flat(Timestamp(seconds: Int64(minute) * 60), price, volume, value: value)
    }

    @Test("is the worked example of its definition")
    func example() throws {
        let levels = try #require(VWAPLevels([candle(0, 10, volume: 100), candle(5, 12, volume: 300)]))
        #expect(levels.vwap == 11.5)
        #expect(levels.sigma == 0.75.squareRoot())
        #expect(levels.support == 11.5 - 0.75.squareRoot())
        #expect(levels.resistance == 11.5 + 0.75.squareRoot())
        #expect(levels.volume == 400)
        #expect(levels.from == Timestamp(seconds: 0) && levels.till == Timestamp(seconds: 360))
    }

    @Test("has no band below two prints, and nothing without trades")
    func few() throws {
        let one = try #require(VWAPLevels([candle(0, 10, volume: 5), candle(1, 11, volume: 0)]))
        #expect(one.vwap == 10 && one.prints == 1)
        #expect(one.sigma == nil && one.support == nil && one.resistance == nil)
        #expect(VWAPLevels([candle(0, 10, volume: 0)]) == nil)
        #expect(VWAPLevels([]) == nil)
    }

    @Test("has a band of no width where every piece cost the same")
    func flat() throws {
        let levels = try #require(VWAPLevels([candle(0, 10, volume: 5), candle(1, 10, volume: 7)]))
        #expect(levels.sigma == 0 && levels.support == 10 && levels.resistance == 10)
    }

    @Test("takes the typical price where the source has no value")
    func typical() throws {
        let levels = try #require(VWAPLevels([candle(0, 9, volume: 1, value: 0), candle(1, 11, volume: 1, value: 0)]))
        #expect(levels.vwap == 10)
    }

    /// The other way round: every piece is a price of its own, and the spread is that of a list.
    @Test("agrees with the list of all pieces", arguments: [11, 12, 13] as [UInt64])
    func pieces(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let candles = (0..<300).map { minute in
            candle(
                minute,
                Double.random(in: 4_900...5_100, using: &random),
                volume: Double(Int.random(in: 0...40, using: &random))
            )
        }
        let prices = candles.flatMap { Array(repeating: $0.close, count: Int($0.volume)) }
        let mean = prices.reduce(0, +) / Double(prices.count)
        let variance = prices.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(prices.count)
        let levels = try #require(VWAPLevels(candles.shuffled(using: &random), width: 2))
        #expect(abs(levels.vwap - mean) < 1e-8)
        #expect(abs((levels.sigma ?? .nan) - variance.squareRoot()) < 1e-8)
        #expect(abs((levels.support ?? .nan) - (mean - 2 * variance.squareRoot())) < 1e-7)
    }
}
