import Analytics
import Testing

/// Expected values come from scipy 1.17 and river 0.23 on the same series.
@Suite("Drift statistics")
struct DriftStatisticsTests {
    static let first = series(60, 7_919, 1_009)
    static let second = series(45, 104_729, 997).map { $0 * 1.15 }

    struct Samples: Sendable, CustomTestStringConvertible {
        let name: String
        let left, right: [Double]
        let statistic, exact, series, wasserstein: Double

        var testDescription: String { name }
    }

    @Test(
        "Kolmogorov–Smirnov and Wasserstein agree with scipy, ties and tiny samples included",
        arguments: [
            Samples(
                name: "continuous",
                left: first,
                right: second,
                statistic: 0.14444444444444443,
                exact: 0.6131203539274469,
                series: 0.6222303945284708,
                wasserstein: 0.07158080396900418
            ),
            Samples(
                name: "ties",
                left: first.map { ($0 * 10).rounded(.toNearestOrEven) },
                right: second.map { ($0 * 10).rounded(.toNearestOrEven) },
                statistic: 0.12777777777777777,
                exact: 0.7547050070634825,
                series: 0.766738128366422,
                wasserstein: 0.7833333333333333
            ),
            Samples(
                name: "tiny",
                left: Array(first.prefix(5)),
                right: second.prefix(4).map { $0 + 0.6 },
                statistic: 0.6,
                exact: 0.2857142857142857,
                series: 0.2587046967126684,
                wasserstein: 0.1999287654837655
            ),
            Samples(name: "same", left: first, right: first, statistic: 0, exact: 1, series: 1, wasserstein: 0),
        ]
    )
    func distances(_ samples: Samples) throws {
        let test = try #require(KolmogorovSmirnov(samples.left, samples.right))
        #expect(abs(test.statistic - samples.statistic) < 1e-15)
        #expect(abs(test.exactProbability - samples.exact) < 1e-12)
        #expect(abs(test.seriesProbability - samples.series) < 1e-12)
        #expect(test.probability == test.exactProbability)
        let distance = try #require(Wasserstein.distance(samples.left, samples.right))
        #expect(abs(distance - samples.wasserstein) < 1e-12)
    }

    @Test("larger samples are still exact")
    func larger() throws {
        let test = try #require(
            KolmogorovSmirnov(
                Self.series(400, 7_919, 100_003),
                Self.series(300, 104_729, 99_991).map { $0 * 1.1 }
            )
        )
        #expect(abs(test.probability - 0.06473597508248416) < 1e-12)
    }

    @Test("population stability agrees with its definition in numpy")
    func stability() throws {
        let deciles = try #require(PopulationStability(baseline: Self.first, bins: .quantiles(10)))
        #expect(abs((deciles.index(of: Self.second) ?? 0) - 0.1336492670737844) < 1e-12)
        let uniform = try #require(PopulationStability(baseline: Self.first, bins: .uniform(8)))
        #expect(abs((uniform.index(of: Self.second) ?? 0) - 0.0925502264056271) < 1e-12)
        #expect(deciles.index(of: Self.first) == 0)
        let constant = try #require(PopulationStability(baseline: [1, 1, 1], bins: .quantiles(10)))
        #expect(constant.edges == [1] && constant.index(of: [1]) == 0)
    }

    @Test("empty samples have no statistics")
    func empty() {
        #expect(KolmogorovSmirnov([], [1]) == nil)
        #expect(Wasserstein.distance([1], []) == nil)
        #expect(PopulationStability(baseline: [], bins: .uniform(3)) == nil)
        #expect(PopulationStability(baseline: [1, 2], bins: .uniform(2))?.index(of: []) == nil)
    }

    @Test("Page–Hinkley and ADWIN find river's changes at the same values")
    func changes() {
        let series =
            Self.series(1_000, 7_919, 1_009) + Self.series(1_000, 7_919, 1_009).map { $0 + 0.6 }
            + Self.series(1_000, 104_729, 997).map { $0 - 0.3 }
        var test = PageHinkley(threshold: 20)
        #expect(series.indices.filter { test.update(series[$0]) } == [1_032, 2_022])
        var window = AdaptiveWindow()
        var found: [(place: Int, width: Int, mean: Double)] = []
        for (place, value) in series.enumerated() where window.update(value) {
            found.append((place, window.width, window.mean))
        }
        #expect(found.map(\.place) == [1_023, 2_015])
        #expect(found.map(\.width) == [320, 160])
        #expect(abs(found[0].mean - 0.5476944995044601) < 1e-12)
        #expect(window.width == 984 && abs(window.mean - 0.2002670613466415) < 1e-12)
    }

    static func series(_ count: Int, _ factor: Int, _ modulus: Int) -> [Double] {
        (1...count).map { (index: Int) -> Double in Double((index * factor) % modulus) / Double(modulus) }
    }
}
