import Glibc

/// Logistic regression on standardised features, by accelerated gradient descent.
///
/// - Source: A. Beck, M. Teboulle, "A fast iterative shrinkage-thresholding algorithm", 2009, for a smooth loss.
struct LinearTraining: MemberTraining {
    private static let rounds = 400
    private static let patience = 30
    /// Of the squares of the weights, the bias apart.
    private static let penalty = 1e-3

    func fit(_ task: FitTask) throws -> FittedMember {
        let training = Rows(task, task.part.training)
        let validation = Rows(task, task.part.validation)
        let width = task.set.featureCount + 1
        let count = task.outputCount * width
        // The loss is nowhere more curved than this.
        let step = 1 / (0.6 * training.curvature() + Self.penalty)
        var weights = [Double](repeating: 0, count: count)
        var ahead = weights
        var kept = weights
        var stop = EarlyStop(patience: Self.patience)
        var curve: [CurvePoint] = []
        for round in 1...Self.rounds {
            let (gradient, loss) = training.gradient(ahead, outputs: task.outputCount)
            let momentum = Double(round - 1) / Double(round + 2)
            for place in 0..<count {
                let decay = place % width == width - 1 ? 0 : Self.penalty * ahead[place]
                let next = ahead[place] - step * (gradient[place] + decay)
                ahead[place] = next + momentum * (next - weights[place])
                weights[place] = next
            }
            let point = CurvePoint(training: loss, validation: validation.loss(weights, outputs: task.outputCount))
            curve.append(point)
            if stop.isBest(point.validation) { kept = weights }
            let goesOn = task.progress.note(
                round: round,
                of: Self.rounds,
                loss: point.validation,
                rows: training.count
            )
            if stop.isOver || !goesOn { break }
        }
        return try Self.member(task, weights: kept.map(Float.init), curve, best: stop.best)
    }

    private static func member(
        _ task: FitTask,
        weights: [Float],
        _ curve: [CurvePoint],
        best: Int
    ) throws -> FittedMember {
        let width = task.set.featureCount + 1
        let outputs = task.outputCount
        var output = SafetensorsOutput(NetworkSchema(.linear, task))
        let lines = (0..<outputs).map { Array(weights[$0 * width..<($0 + 1) * width]) }
        output.add("head.weight", [outputs, width - 1], lines.flatMap { $0.dropLast() })
        output.add("head.bias", [outputs], lines.compactMap(\.last))
        let golden = task.goldenRows.map { row in
            let values = task.scale.apply(task.set.row(row)) + [1]
            let scores = lines.map { line in zip(line, values).reduce(0) { $0 + Double($1.0) * $1.1 } }
            return ModelManifest.Golden(
                rows: [task.set.row(row)],
                answer: outputs == 1 ? scores : Softmax.probabilities(scores)
            )
        }
        return try FittedMember(
            .linear,
            output.bytes,
            golden: golden,
            scale: task.scale,
            curve: curve,
            best: best
        )
    }

    /// Standardised rows with a 1 at the end of each.
    private struct Rows {
        let values: [Double]
        let labels: [Int]
        let width: Int
        var count: Int { labels.count }

        init(_ task: FitTask, _ rows: [Int]) {
            values = rows.flatMap { task.scale.apply(task.set.row($0)) + [1] }
            labels = rows.map { task.set.labels[$0] }
            width = task.set.featureCount + 1
        }

        /// The largest eigenvalue of the mean of x·xᵀ, by its powers.
        func curvature() -> Double {
            var vector = (0..<width).map { 1 + Double($0 % 7) / 10 }
            var size = 0.0
            for _ in 0..<30 {
                var next = [Double](repeating: 0, count: width)
                for row in 0..<count {
                    var product = 0.0
                    for place in 0..<width { product += values[row * width + place] * vector[place] }
                    for place in 0..<width { next[place] += values[row * width + place] * product }
                }
                size = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
                vector = next.map { $0 / max(size, 1e-300) }
                size /= Double(count)
            }
            return size
        }

        func scores(_ weights: [Double], _ row: Int, into scores: inout [Double]) {
            for output in scores.indices {
                var sum = 0.0
                for place in 0..<width { sum += weights[output * width + place] * values[row * width + place] }
                scores[output] = sum
            }
        }

        func loss(_ weights: [Double], outputs: Int) -> Double {
            var scores = [Double](repeating: 0, count: outputs)
            var sum = 0.0
            for row in 0..<count {
                self.scores(weights, row, into: &scores)
                sum += Softmax.loss(scores, labels[row])
            }
            return sum / Double(count)
        }

        func gradient(_ weights: [Double], outputs: Int) -> (gradient: [Double], loss: Double) {
            var scores = [Double](repeating: 0, count: outputs)
            var gradient = [Double](repeating: 0, count: weights.count)
            var sum = 0.0
            for row in 0..<count {
                self.scores(weights, row, into: &scores)
                sum += Softmax.loss(scores, labels[row])
                let shares = Softmax.probabilities(scores)
                for output in 0..<outputs {
                    let label = outputs == 1 ? 1 : output
                    let error = (shares[label] - (labels[row] == label ? 1 : 0)) / Double(count)
                    for place in 0..<width {
                        gradient[output * width + place] += error * values[row * width + place]
                    }
                }
            }
            return (gradient, sum / Double(count))
        }
    }
}
