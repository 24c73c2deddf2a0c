import Learning
import Platform

/// `mayak calibrate`: scores and what happened in, curves from score to probability out.
enum CalibrateCommand: Command {
    static let spec = CommandSpec(
        "calibrate",
        summary: "Fit probabilities to a model's scores",
        details: """
            The scores are CSV with the columns score and label (1, or else 0 or -1). Fits Platt's curve p = 1/(1 + e^(a·s + b)) with smoothed
            targets, and the isotonic curve as a list of its points; Brier's score, log-loss and calibration error (ten bins of equal mass)
            are Platt's on the same scores. docs/models.md has the conventions.

            mayak calibrate --scores scores.csv --json

            Exit 65: the scores cannot be read; the message names file, line and column.
            """,
        options: [
            .value("scores", "FILE", "The scores"),
            .flag("json", "Print one JSON object"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.required("scores")
        let table = try InputFile.read(path, for: spec) { bytes throws(CSVError) in
            try ScoreTable(bytes, named: path)
        }
        guard let summary = CalibrationSummary(scores: table.scores, outcomes: table.outcomes) else {
            preconditionFailure("a table that was read has scores, and an outcome for each")
        }
        print(arguments.flag("json") ? summary.json.text : summary.json.lines)
    }
}
