import Bot
import Market

/// Draws and encodes the delay plot of a full day, and compares it with matplotlib's time for a plot of the same size.
enum PlotBenchmark: Benchmark {
    static let name = "plot"
    static let subject = "one delay plot, 170 slots and the day before, 1280 × 960 palette PNG; goal 1/20 of matplotlib"

    /// Milliseconds of matplotlib for a 1200 × 700 plot with 5 lines of 170 points, measured on a 2-core
    /// x86-64 machine: 104 to 117, without 400 ms of import.
    private static let matplotlib = 104.0

    static func run() throws {
        let plot = DelayPlot(
            points: points(shift: 0),
            previous: points(shift: 3),
            expected: points(shift: 0).map(\.label),
            limit: 600,
            scale: DelayScale(maximum: 1_500),
            captions: captions
        )
        _ = try plot.png()  // The first one looks the font up.
        var bytes = 0
        let best = try best(of: 30) { bytes = try plot.png().count }
        let milliseconds = best.inSeconds * 1_000
        printRow("plot", ["ms", "bytes", "of matplotlib"])
        printRow("delay plot", [tenths(milliseconds), "\(bytes)", "1/\(tenths(matplotlib / milliseconds))"])
    }

    private static func tenths(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }

    private static func points(shift: Int) -> [DelayPlot.Point] {
        (0..<170).compactMap { index in
            TimeOfDay(secondOfDay: 32_700 + index * 300).map { label in
                let usual = Double(9 + (index * 7 + shift) % 5)
                return DelayPlot.Point(label: label, seconds: index == 60 ? 1_400 : usual)
            }
        }
    }

    private static let captions = DelayPlot.Captions(
        title: "FO · obstats · задержка публикации · 15.07",
        statistics: ["макс 23 мин · мин 9 с · среднее 19,2 с · медиана 11 с · p95 13 с"],
        previous: "пт 12.07",
        limit: "порог 10 мин",
        limitAbove: "порог 10 мин, выше шкалы",
        late: "позже порога: 1",
        missing: "нет слота: 0",
        axis: "логарифмическая шкала",
        tick: { "\(Int($0)) с" },
        mark: { "\(Int($0 / 60)) мин" }
    )
}
