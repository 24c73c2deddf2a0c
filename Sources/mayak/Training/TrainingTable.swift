import Learning

/// A training's result for a person: members and ensemble, a line each, on the rows held out, or else on those of all folds.
struct TrainingTable {
    let text: String

    init(_ result: TrainingResult) {
        var rows = [["model", "weight", "log-loss", "Brier", "ECE", "accuracy", "majority", "net bps"]]
        for (place, member) in result.members.enumerated() {
            let judged = result.holdout?.members ?? (result.calibrated.isEmpty ? result.raw : result.calibrated)
            let judgement = judged.isEmpty ? nil : judged[place]
            rows.append([member.name.stem, Self.number(result.weights[place])] + Self.measures(judgement))
        }
        rows.append(["ensemble", ""] + Self.measures(result.holdout?.ensemble ?? result.ensemble))
        if result.set.payoffs.isEmpty { rows = rows.map { $0.dropLast() } }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        text = rows.map { row in
            row.enumerated().map { $1.padded(to: $0 == row.count - 1 ? $1.count : widths[$0]) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func measures(_ judgement: Judgement?) -> [String] {
        guard let judgement else { return ["-", "-", "-", "-", "-", "-"] }
        let measures = judgement.measures
        return [
            measures.logLoss, measures.brier, measures.expectedError, measures.accuracy, measures.majority,
        ].map(number) + [judgement.payoff.map { "\(($0.net * 10).rounded() / 10)" } ?? "-"]
    }

    private static func number(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
}
