import Analytics
import Foundation
import Testing

/// Expected values come from scikit-learn 1.8 and scipy 1.17 on the same series.
@Suite("Calibration")
struct CalibrationTests {
    let scores = DriftStatisticsTests.series(200, 7_919, 1_009).map { $0 * 8 - 4 }
    let outcomes: [Bool]

    init() {
        outcomes = zip(DriftStatisticsTests.series(200, 104_729, 997), scores).map {
            $0 < 1 / (1 + exp(-1.3 * $1 + 0.4))
        }
    }

    @Test("Platt's curve is the one with the greatest likelihood")
    func platt() throws {
        let fit = try #require(PlattCalibration(scores: scores, outcomes: outcomes))
        #expect(abs(fit.slope + 1.1416068294749981) < 1e-8)
        #expect(abs(fit.offset - 0.2991766835178421) < 1e-8)
        // Scores of another size give the same probabilities.
        let large = try #require(PlattCalibration(scores: scores.map { $0 * 1e6 }, outcomes: outcomes))
        #expect(abs(large.probability(1e6) - fit.probability(1)) < 1e-9)
        #expect(fit.probability(1e9) == 1 && fit.probability(-1e9) == 0)
    }

    @Test("Platt's curve exists where all outcomes or all scores are the same")
    func degenerate() throws {
        let always = try #require(PlattCalibration(scores: scores, outcomes: scores.map { _ in true }))
        #expect(scores.allSatisfy { always.probability($0) > 0.9 })
        let flat = try #require(PlattCalibration(scores: [0, 0, 0, 0], outcomes: [true, false, true, true]))
        #expect(abs(flat.probability(0) - 2.0 / 3) < 0.1)
        #expect(PlattCalibration(scores: [], outcomes: []) == nil)
    }

    @Test("the isotonic curve is scikit-learn's, between its points and beyond them")
    func isotonic() throws {
        let rounded = scores.map { ($0 * 10).rounded(.toNearestOrEven) / 10 }
        let fit = try #require(IsotonicCalibration(scores: rounded, outcomes: outcomes.map { $0 ? 1 : 0 }))
        let expected = [0.0, 0.03125, 0.4, 0.47857142857142854, 0.9696969696969697, 1.0]
        for (score, probability) in zip([-5, -1.23, 0, 0.37, 2.2, 9], expected) {
            #expect(abs(fit.probability(score) - probability) < 1e-12, "\(score)")
        }
        #expect(zip(fit.points, fit.points.dropFirst()).allSatisfy { $0.probability <= $1.probability })
    }

    @Test("Brier's score and the calibration error are those of their definitions")
    func scoresOfCalibration() throws {
        let probabilities = scores.map { 1 / (1 + exp(-$0)) }
        let brier = try #require(CalibrationScore.brier(probabilities, outcomes))
        #expect(abs(brier - 0.10608545961101211) < 1e-12)
        let mass = try #require(CalibrationScore.expectedError(probabilities, outcomes, bins: 10))
        #expect(abs(mass - 0.06293173722729034) < 1e-12)
        let width = CalibrationScore.expectedError(probabilities, outcomes, bins: 10, hasEqualMass: false)
        #expect(abs((width ?? 0) - 0.07055676548296744) < 1e-12)
        #expect(CalibrationScore.expectedError([1, 0, 1], [true, false, true], bins: 5) == 0)
        #expect(CalibrationScore.brier([], []) == nil)
    }
}
