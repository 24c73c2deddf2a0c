import Bot
import Foundation
import Market
import TestKit
import Testing

@Suite("Delay plot")
struct DelayPlotTests {
    private static func captions(_ title: String) -> DelayPlot.Captions {
        DelayPlot.Captions(
            title: title,
            statistics: ["макс 27 мин · мин 7 с · среднее 32 с · медиана 11 с · p95 14 с"],
            previous: "пт 12.07",
            limit: "порог 10 мин",
            limitAbove: "порог 10 мин, выше шкалы",
            late: "позже порога",
            missing: "нет слота",
            axis: "лог. шкала",
            tick: { "\(Int($0)) с" },
            mark: { "\(Int($0 / 60)) мин" }
        )
    }

    private static func day(seed: UInt64, late: Bool) -> [DelayPlot.Point] {
        var random = SeededRandom(seed: seed)
        return (0..<104).compactMap { index in
            guard let label = TimeOfDay(secondOfDay: 36_300 + index * 300), !late || index != 40 else { return nil }
            let usual = Double(Int.random(in: 9...13, using: &random))
            return DelayPlot.Point(label: label, seconds: late && (60..<63).contains(index) ? 1_620 : usual)
        }
    }

    private static func plot(late: Bool) -> DelayPlot {
        let points = day(seed: 1, late: late)
        return DelayPlot(
            points: points,
            previous: day(seed: 2, late: false),
            expected: day(seed: 2, late: false).map(\.label),
            limit: 600,
            scale: DelayScale(maximum: points.map(\.seconds).max() ?? 0),
            captions: captions("EQ · tradestats · задержка публикации 15.07.2024")
        )
    }

    @Test("is a PNG of 1280 × 960, the same bytes each time", arguments: [false, true])
    func picture(late: Bool) throws {
        let png = try Self.plot(late: late).png()
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(png[16..<24]) == [0, 0, 5, 0, 0, 0, 3, 192])
        #expect(png[25] == 3, "palette colours")
        #expect(png.count < 120_000)
        #expect(try Self.plot(late: late).png() == png)
        if let folder = ProcessInfo.processInfo.environment["MAYAK_KEEP_PICTURES"] {
            try Data(png).write(to: URL(fileURLWithPath: "\(folder)/plot-\(late).png"))
        }
    }

    @Test("three slots, and a hole of which something is said, are drawn as well")
    func small() throws {
        var plot = Self.plot(late: false)
        plot.points = Array(plot.points.prefix(3))
        plot.previous = []
        plot.expected = Array(plot.expected.prefix(8))
        plot.gapNotes = [plot.expected[3]: "нет данных с 10:15"]
        plot.sessions = [plot.expected[0]: "основная"]
        let png = try plot.png()
        #expect(png.count > 1_000)
        if let folder = ProcessInfo.processInfo.environment["MAYAK_KEEP_PICTURES"] {
            try Data(png).write(to: URL(fileURLWithPath: "\(folder)/plot-small.png"))
        }
    }

    @Test("is drawn even with nothing to show")
    func empty() throws {
        var plot = Self.plot(late: false)
        plot.points = []
        plot.previous = []
        plot.expected = []
        #expect(try plot.png().count > 1_000)
    }
}

@Suite("Delay statistics")
struct DelayStatisticsTests {
    @Test("agree with values counted by hand")
    func byHand() throws {
        let values = try #require(DelayStatistics(seconds: [4, 1, 3, 2]))
        #expect(values.maximum == 4 && values.minimum == 1 && values.mean == 2.5 && values.median == 2.5)
        #expect(values.percentile95 == 4)
        #expect(DelayStatistics(seconds: []) == nil)
    }

    @Test("the 95th percentile is the smallest value that 95 % do not exceed", arguments: 1..<60)
    func percentile(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let values = (0..<count).map { _ in Double(Int.random(in: 0...30, using: &random)) }
        let bruteForce = values.filter { limit in
            Double(values.count { $0 <= limit }) >= 0.95 * Double(count)
        }.min()
        #expect(DelayStatistics(seconds: values)?.percentile95 == bruteForce)
    }
}

@Suite("Delay scale")
struct DelayScaleTests {
    @Test(
        "is linear up to two minutes and logarithmic above",
        arguments: [(12.0, false), (119, false), (121, true), (9_000, true)]
    )
    func kind(maximum: Double, isLogarithmic: Bool) {
        let scale = DelayScale(maximum: maximum)
        #expect(scale.isLogarithmic == isLogarithmic)
        #expect(scale.top >= maximum)
        #expect(scale.height(of: 0) == 0)
        #expect(scale.height(of: scale.top) == 1)
        #expect(scale.ticks == scale.ticks.sorted())
        #expect(scale.ticks.count <= 9)
    }

    @Test("a negative delay, from a clock ahead of ours, stays on the axis")
    func negative() {
        #expect(DelayScale(maximum: 10).height(of: -5) == 0)
        #expect(DelayScale(maximum: 1_000).height(of: -5) == 0)
    }
}
