import Analytics
import Market

/// Ranks the gaps of a board and works out the levels of a share's day, without reading either from anywhere.
enum GapBenchmark: Benchmark {
    static let name = "gaps"
    static let subject = "gap scan over 250 shares; VWAP levels over a day of 1,020 one-minute candles"

    static func run() {
        var closes: [SecID: Double] = [:]
        var opens: [SecID: Double] = [:]
        for number in 0..<250 {
            closes[SecID("S\(number)")] = 100 + Double(number % 17)
            opens[SecID("S\(number)")] = 100 + Double(number * 7 % 23)
        }
        let candles = (0..<1_020).map { minute in
            let price = 300 + Double(minute * 7_919 % 101) / 100
            let volume = Double(1 + minute * 104_729 % 5_000)
            return PriceCandle(
                begin: Timestamp(seconds: Int64(minute) * 60),
                length: .minutes(1),
                open: price,
                high: price,
                low: price,
                close: price,
                volume: volume,
                value: price * volume
            )
        }
        printRow("operation", ["µs", "ns an item"])
        measure("gap scan", items: opens.count) {
            OpeningGap.ranked(previousCloses: closes, opens: opens, minimum: 0.02).count
        }
        measure("VWAP levels", items: candles.count) { VWAPLevels(candles)?.prints ?? 0 }
    }

    private static func measure(_ name: String, items: Int, _ body: () -> Int) {
        var sum = 0
        let time = best(of: 5) { for _ in 0..<100 { sum += body() } }
        let microseconds = time.inSeconds * 1e6 / 100
        precondition(sum > 0, "something was found")
        printRow(
            name,
            ["\((microseconds * 10).rounded() / 10)", "\((microseconds * 1e4 / Double(items)).rounded() / 10)"]
        )
    }
}
