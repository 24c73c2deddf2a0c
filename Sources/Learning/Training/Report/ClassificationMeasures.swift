import Analytics
import Glibc
package import Platform

/// How good probabilities of classes were.
package struct ClassificationMeasures: Sendable {
    package let rows: Int
    /// The mean of −ln of the probability of what happened.
    package let logLoss: Double
    /// Half the mean sum of squared distances over all classes; for two classes Brier's score of either.
    package let brier: Double
    /// Over ten bins of equal mass; of three classes the mean over each against the rest.
    package let expectedError: Double
    /// The share of rows whose likeliest class it was.
    package let accuracy: Double
    /// The same of the answer that is always the most frequent class of the rows fitted to.
    package let majority: Double
    /// Of the answer that is always the shares of classes among the rows fitted to.
    package let majorityLogLoss: Double
    /// What happened, by what was likeliest.
    package let confusion: [[Int]]
    package let reliability: [ReliabilityTable]

    /// - Parameters:
    ///   - probabilities: At least one row.
    ///   - base: For each row the shares of the classes among the rows that were fitted to.
    package init(_ probabilities: [[Double]], labels: [Int], classCount: Int, base: [[Double]]) {
        precondition(
            !labels.isEmpty && probabilities.count == labels.count && base.count == labels.count,
            "each row has its answer"
        )
        var (loss, squares, hits, majorityHits, majorityLoss) = (0.0, 0.0, 0, 0, 0.0)
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
        for (place, label) in labels.enumerated() {
            let shares = probabilities[place]
            loss -= Self.logarithm(shares[label])
            for (other, share) in shares.enumerated() {
                let distance = share - (other == label ? 1 : 0)
                squares += distance * distance / 2
            }
            let likeliest = Self.likeliest(shares)
            confusion[label][likeliest] += 1
            hits += likeliest == label ? 1 : 0
            majorityHits += Self.likeliest(base[place]) == label ? 1 : 0
            majorityLoss -= Self.logarithm(base[place][label])
        }
        let count = Double(labels.count)
        rows = labels.count
        logLoss = loss / count
        brier = squares / count
        accuracy = Double(hits) / count
        majority = Double(majorityHits) / count
        majorityLogLoss = majorityLoss / count
        self.confusion = confusion
        let classes = classCount == 2 ? [1] : Array(0..<classCount)
        let errors = classes.compactMap { label in
            CalibrationScore.expectedError(probabilities.map { $0[label] }, labels.map { $0 == label }, bins: 10)
        }
        expectedError = errors.reduce(0, +) / Double(classes.count)
        reliability = classes.map { label in
            ReliabilityTable(probabilities.map { $0[label] }, labels.map { $0 == label }, bins: 10)
        }
    }

    /// The first of the largest.
    package static func likeliest(_ shares: [Double]) -> Int {
        shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 }
    }

    /// Of a probability; of none, a finite one.
    static func logarithm(_ share: Double) -> Double { log(max(share, 1e-15)) }

    /// Without tables.
    package var summary: JSON {
        [
            "rows": .int(Int64(rows)), "log_loss": .double(logLoss), "brier": .double(brier),
            "ece_10": .double(expectedError), "accuracy": .double(accuracy), "majority_accuracy": .double(majority),
            "majority_log_loss": .double(majorityLogLoss),
        ]
    }

    package var json: JSON {
        summary
            .setting("confusion", to: .array(confusion.map { .array($0.map { .int(Int64($0)) }) }))
            .setting("reliability", to: .array(reliability.map(\.json)))
    }
}
