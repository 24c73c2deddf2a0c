import Glibc

/// Probabilities from scores, and what is lost where they are wrong.
enum Softmax {
    static func logistic(_ score: Double) -> Double {
        score >= 0 ? 1 / (1 + exp(-score)) : exp(score) / (1 + exp(score))
    }

    /// Of one score for two classes, or one for each class.
    static func probabilities(_ scores: [Double]) -> [Double] {
        if scores.count == 1 {
            let share = logistic(scores[0])
            return [1 - share, share]
        }
        let largest = scores.max() ?? 0
        let powers = scores.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// −ln of the probability that scores give a class.
    static func loss(_ scores: [Double], _ label: Int) -> Double {
        if scores.count == 1 {
            let against = label == 1 ? -scores[0] : scores[0]
            return max(against, 0) + log1p(exp(-abs(against)))
        }
        let largest = scores.max() ?? 0
        return largest + log(scores.reduce(0) { $0 + exp($1 - largest) }) - scores[label]
    }
}
