import Analytics
import Market

/// Works out TA-Lib's share of the standard indicators over a long series, and the measures of a long equity curve.
enum AnalyticsBenchmark: Benchmark {
    static let name = "analytics"
    static let subject = "27 indicators of 1,000,000 bars, goal 150 ms; measures of 100,000 periods, goal 10 ms"

    /// Milliseconds of TA-Lib 0.8.1 from Python for the 27, measured on a 2-core x86-64 machine busy with other work.
    private static let talib = 265.0
    private static let barCount = 1_000_000
    private static let periodCount = 100_000

    static func run() throws {
        let names = IndicatorName.standard.filter { name in
            !["vwap", "realized"].contains { name.description.hasPrefix($0) }
        }
        let bars = SampleBars.walk(barCount, seed: 42) { 15_000 + $0 / 500 }
        printRow("indicators", ["ms", "ns a value", "of the goal", "TA-Lib, ms", "ms on the wall", "MB resident"])
        measure("those of TA-Lib", names, bars)
        measure("all", IndicatorName.standard, bars)
        let pnl = (0..<periodCount).map { (index: Int) -> Double in Double((index * 7_919) % 1_009 - 480) }
        let curve = EquityCurve(capital: 1e9, pnl: pnl)
        let time = best(of: 10) { _ = PortfolioMeasures(curve, periodsPerYear: 252).named }
        printRow("measures", ["ms", "ns a period", "of the goal", "MB resident"])
        let milliseconds = time.inSeconds * 1e3
        printRow(
            "100,000 periods",
            [
                hundredths(milliseconds), hundredths(milliseconds * 1e6 / Double(periodCount)),
                hundredths(milliseconds / 10), hundredths(residentMegabytes()),
            ]
        )
    }

    private static func measure(_ name: String, _ names: [IndicatorName], _ bars: [Bar]) {
        let times = times(of: 7) { _ = IndicatorSet.columns(names, of: bars) }
        let milliseconds = times.processor.inSeconds * 1e3
        let nanoseconds = milliseconds * 1e6 / Double(bars.count * names.count)
        printRow(
            "\(name) (\(names.count))",
            [
                hundredths(milliseconds), hundredths(nanoseconds), hundredths(milliseconds / 150),
                hundredths(talib), hundredths(times.wall.inSeconds * 1e3), hundredths(residentMegabytes()),
            ]
        )
    }

    private static func hundredths(_ value: Double) -> String {
        "\((value * 100).rounded() / 100)"
    }
}
