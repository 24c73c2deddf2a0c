import Analytics
import Learning
import Platform
import Testing

/// Expected values come from numpy 2.4, scipy 1.17 (`ks_2samp` with both methods, `wasserstein_distance`) and river 0.26 on the
/// same series.
@Suite("Drift between samples and in a series")
struct DriftComparisonTests {
    static func series(_ count: Int, _ factor: Int, _ modulus: Int, _ scale: Double) -> [Double] {
        (0..<count).map { Double(($0 * factor) % modulus) / scale }
    }

    let reference = series(40, 7_919, 101, 10)
    let current = series(25, 104_729, 97, 8)

    @Test("two samples are compared by every measure")
    func golden() throws {
        let drift = try #require(DriftComparison(reference: reference, current: current))
        #expect(abs(drift.stabilityOfDeciles - 0.21161315557145866) < 1e-12)
        #expect(abs(drift.stabilityOfWidths - 0.17729226333462117) < 1e-12)
        #expect(abs(drift.statistic - 0.175) < 1e-15)
        #expect(abs(drift.asymptoticProbability - 0.6850082912079782) < 1e-9)
        #expect(abs((drift.exactProbability ?? 0) - 0.6687197112159318) < 1e-12)
        #expect(abs(drift.wasserstein - 0.9295) < 1e-12)
        let names = drift.json.members?.map(\.name)
        #expect(
            names == [
                "psi_quantile_10", "psi_uniform_10", "ks_statistic", "ks_p_asymp", "ks_p_exact", "wasserstein",
            ]
        )
    }

    @Test("constant samples and single values have measures; empty ones do not")
    func edges() throws {
        let same = try #require(DriftComparison(reference: [2, 2, 2], current: [2]))
        #expect(same.stabilityOfDeciles == 0 && same.stabilityOfWidths == 0 && same.wasserstein == 0)
        #expect(same.statistic == 0 && same.asymptoticProbability == 1 && same.exactProbability == 1)
        let moved = try #require(DriftComparison(reference: [2, 2, 2], current: [5, 5]))
        #expect(moved.statistic == 1 && moved.wasserstein == 3)
        #expect(abs((moved.exactProbability ?? 0) - 0.1 * 2) < 1e-12)
        #expect(DriftComparison(reference: [], current: [1]) == nil)
        #expect(DriftComparison(reference: [1], current: []) == nil)
    }

    @Test("too many pairs have no exact probability, and say so with null")
    func bounded() throws {
        let many = (0..<20_001).map(Double.init)
        let drift = try #require(DriftComparison(reference: many, current: many))
        #expect(drift.exactProbability == nil)
        #expect(drift.json["ks_p_exact"] == .null)
    }

    @Test("alarms are at river's places, counted from 0")
    func alarms() {
        let values = (0..<900).map { Double(($0 * 7_919) % 101) / 101 + ($0 >= 400 ? 1 : 0) }
        let alarms = DriftAlarms(
            values,
            PageHinkley(least: 20, tolerance: 0.01, threshold: 5, memory: 0.999),
            AdaptiveWindow()
        )
        #expect(alarms.pageHinkley == [404])
        #expect(alarms.adaptiveWindow == [415])
        #expect(alarms.json.text == #"{"page_hinkley":[404],"adwin":[415]}"#)
    }
}
