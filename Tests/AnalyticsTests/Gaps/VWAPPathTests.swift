import Analytics
import Market
import TestKit
import Testing

@Suite("VWAP path")
struct VWAPPathTests {
    @Test("is after each candle what the levels of the candles so far are", arguments: [1, 2, 3] as [UInt64])
    func prefixes(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let candles = (0..<200).map { minute in
            let price = Double.random(in: 4_990...5_010, using: &random)
            let volume = Double(Int.random(in: 0...40, using: &random))
            return PriceCandle.flat(Timestamp(seconds: Int64(minute) * 60), price, volume)
        }
        let traded = candles.filter { $0.volume > 0 }
        let path = VWAPPath(candles).points
        #expect(path.count == traded.count)
        for (index, point) in path.enumerated() {
            let levels = try #require(VWAPLevels(traded[...index]))
            #expect(point.at == traded[index].end && point.price == traded[index].close)
            #expect(abs(point.vwap - levels.vwap) < 1e-9)
            #expect((point.sigma == nil) == (levels.sigma == nil))
            #expect(abs((point.sigma ?? 0) - (levels.sigma ?? 0)) < 1e-6)
        }
    }
}
