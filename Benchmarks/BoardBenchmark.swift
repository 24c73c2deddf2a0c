import Analytics
import Market

/// What the job of the evening does with a whole board: every indicator over ten years of daily bars, and one new bar of each share.
enum BoardBenchmark: Benchmark {
    static let name = "board"
    static let subject = "240 shares of 2,520 daily bars through all indicators; one new bar of each share"

    private static let shareCount = 240
    private static let barCount = 2_520

    static func run() {
        let histories = (0..<shareCount).map { SampleBars.daily(barCount + 1, seed: UInt64($0)) }
        let names = IndicatorName.standard
        printRow("\(names.count) indicators", ["ms", "Mbars/s", "ns a value"])
        var sets: [IndicatorSet] = []
        let history = best(of: 3) {
            sets = histories.map { bars in
                let set = IndicatorSet(names)
                _ = set.update(Array(bars.dropLast()))
                return set
            }
        }
        tell("ten years", history, bars: shareCount * barCount, values: names.count)
        // A set cannot take a bar back, so every run gives each of them one more.
        let newest = histories.map { [$0[barCount]] }
        var sum = 0
        let increment = best(of: 20) {
            for (set, bar) in zip(sets, newest) {
                sum += set.update(bar).count { $0.last?.isNaN == false }
            }
        }
        precondition(sum > 0, "the indicators have values")
        tell("one new bar", increment, bars: shareCount, values: names.count)
    }

    private static func tell(_ name: String, _ time: Duration, bars: Int, values: Int) {
        let seconds = time.inSeconds
        func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
        printRow(
            name,
            [
                hundredths(seconds * 1e3), hundredths(Double(bars) / seconds / 1e6),
                hundredths(seconds * 1e9 / Double(bars * values)),
            ]
        )
    }
}
