import Analytics
import Glibc
import Learning
import Platform
import Testing

/// Expected values come from scikit-learn 1.9 (`_sigmoid_calibration`, `IsotonicRegression`, `log_loss`) on the same scores.
@Suite("Calibration of scores")
struct CalibrationSummaryTests {
    let scores = (0..<40).map { Double(($0 * 7_919) % 101) / 25 - 2 }
    let outcomes: [Bool]

    init() {
        outcomes = scores.enumerated().map { Double(($0 * 104_729) % 97) / 97 < 1 / (1 + exp(-2 * $1)) }
    }

    @Test("both curves and their measures are scikit-learn's")
    func golden() throws {
        let summary = try #require(CalibrationSummary(scores: scores, outcomes: outcomes))
        #expect(abs(summary.platt.slope + 1.1608874839889212) < 1e-6)
        #expect(abs(summary.platt.offset + 0.3019633386424312) < 1e-6)
        #expect(abs(summary.brier - 0.1575364866178522) < 1e-7)
        #expect(abs(summary.logLoss - 0.48501457876899384) < 1e-7)
        #expect(abs(summary.expectedError - 0.12958962448896658) < 1e-6)
        let points = summary.isotonic.points
        #expect(points.count == 12)
        #expect(points[1].score == -1.52 && abs(points[1].probability - 1.0 / 6) < 1e-12)
        #expect(points[11].score == 2 && points[11].probability == 1)
        #expect(
            summary.json.members?.map(\.name) == [
                "platt_a", "platt_b", "platt_brier", "platt_logloss", "platt_ece_10", "isotonic",
            ]
        )
    }

    @Test("huge scores have a finite loss")
    func huge() throws {
        let summary = try #require(
            CalibrationSummary(scores: [1e9, -1e9, 5, 1e9], outcomes: [true, false, true, false])
        )
        #expect(summary.logLoss.isFinite)
    }

    @Test("the table has scores and labels; another label is refused with its line")
    func table() throws {
        let table = try ScoreTable(Array("label,score\n1,0.5\n0,-1\n-1,2\n".utf8), named: "s.csv")
        #expect(table.scores == [0.5, -1, 2] && table.outcomes == [true, false, false])
        let wrong = Array("score,label\n1,1\n1,2\n".utf8)
        #expect { try ScoreTable(wrong, named: "s.csv") } throws: {
            "\($0)" == "s.csv:3: label: '2' is not a label: 1, or else 0 or -1"
        }
        #expect { try ScoreTable(Array("score,label\n".utf8), named: "s.csv") } throws: {
            "\($0)" == "s.csv: has no rows below its header"
        }
    }
}
