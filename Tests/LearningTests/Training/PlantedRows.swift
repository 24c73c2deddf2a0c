import Learning
import Platform
import TestKit

/// Rows whose labels follow the features by a rule that a test chooses.
enum PlantedRows {
    /// - Parameters:
    ///   - overlap: How many rows later a label is known.
    ///   - label: From features and a number drawn from 0 to 1.
    static func set(
        count: Int,
        features: Int = 4,
        overlap: Int64 = 0,
        seed: UInt64 = 7,
        label: ([Double], Double) -> Int
    ) throws -> TrainingSet {
        var random = SeededRandom(seed: seed)
        let rows = (0..<count).map { number in
            let values = (0..<features).map { _ in Double.random(in: -1...1, using: &random) }
            return TrainingSet.Row(
                features: values,
                label: label(values, Double.random(in: 0..<1, using: &random)),
                start: Int64(number),
                end: Int64(number) + overlap
            )
        }
        return try TrainingSet(rows, names: (0..<features).map { "f\($0)" })
    }

    /// Up, down or flat by two features together, with a tenth of the labels drawn.
    static func planted(count: Int) throws -> TrainingSet {
        try set(count: count) { values, chance in
            if chance < 0.1 { return Int(chance * 30) - 1 }
            let push = values[0] + 0.5 * values[1] * (values[2] > 0 ? 1 : -1)
            return push > 0.35 ? 1 : push < -0.35 ? -1 : 0
        }
    }

    /// 0 or 1 by one feature, with a fifth of the labels drawn.
    static func binary(count: Int) throws -> TrainingSet {
        try set(count: count) { values, chance in
            chance < 0.2 ? (chance < 0.1 ? 0 : 1) : values[0] - 0.3 * values[3] > 0 ? 1 : 0
        }
    }

    static func noise(count: Int) throws -> TrainingSet {
        try set(count: count) { _, chance in chance < 0.5 ? 0 : chance < 0.75 ? -1 : 1 }
    }
}

/// Hears everything, and ends a training after a number of steps.
final class CountingWatch: TrainingWatch {
    private let steps = Lock<[TrainingStep]>([])
    private let limit: Int

    init(limit: Int = .max) {
        self.limit = limit
    }

    var isStopped: Bool { steps.withLock { $0.count } >= limit }
    var all: [TrainingStep] { steps.withLock { $0 } }
    func note(_ step: TrainingStep) { steps.withLock { $0.append(step) } }
}
