package import Analytics
import Glibc
package import Platform

/// Both calibrations of a model's scores, and how good Platt's is on the same scores.
package struct CalibrationSummary: Sendable {
    package let platt: PlattCalibration
    package let isotonic: IsotonicCalibration
    /// Of Platt's probabilities: Brier's score, the mean negative log-likelihood, the calibration error over ten bins of equal mass.
    package let brier, logLoss, expectedError: Double

    /// - Returns: Nil without scores, or where their numbers differ.
    package init?(scores: [Double], outcomes: [Bool]) {
        guard let platt = PlattCalibration(scores: scores, outcomes: outcomes),
            let isotonic = IsotonicCalibration(scores: scores, outcomes: outcomes.map { $0 ? 1 : 0 })
        else { return nil }
        let probabilities = scores.map(platt.probability)
        guard let brier = CalibrationScore.brier(probabilities, outcomes),
            let error = CalibrationScore.expectedError(probabilities, outcomes, bins: 10)
        else { return nil }
        self.platt = platt
        self.isotonic = isotonic
        self.brier = brier
        expectedError = error
        logLoss = Self.logLoss(platt, scores, outcomes)
    }

    /// From the exponents, so that a probability that rounds to 0 or 1 has a finite loss.
    private static func logLoss(_ curve: PlattCalibration, _ scores: [Double], _ outcomes: [Bool]) -> Double {
        let sum = zip(scores, outcomes).reduce(0.0) { sum, pair in
            let exponent = curve.slope * pair.0 + curve.offset
            let against = pair.1 ? exponent : -exponent
            return sum + max(against, 0) + log1p(exp(-abs(against)))
        }
        return sum / Double(scores.count)
    }

    /// As `mayak calibrate --json` prints it.
    package var json: JSON {
        [
            "platt_a": .double(platt.slope), "platt_b": .double(platt.offset), "platt_brier": .double(brier),
            "platt_logloss": .double(logLoss), "platt_ece_10": .double(expectedError),
            "isotonic": .array(isotonic.points.map { [.double($0.score), .double($0.probability)] }),
        ]
    }
}
