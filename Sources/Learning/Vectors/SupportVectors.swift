import Glibc

/// A support vector machine of libsvm with its vectors as one dense list.
///
/// A feature that a row lacks counts 0, as in libsvm's sparse rows.
package struct SupportVectors: Sendable {
    /// As libsvm calls them.
    enum Purpose: String, Hashable, Sendable, CaseIterable {
        case classification = "c_svc"
        case boundedClassification = "nu_svc"
        case novelty = "one_class"
        case regression = "epsilon_svr"
        case boundedRegression = "nu_svr"

        var isClassification: Bool { self == .classification || self == .boundedClassification }
    }

    /// What the file has, checked against itself by its reader.
    struct Parts: Sendable {
        var purpose = Purpose.classification
        var kernel = SupportVectorKernel.linear
        /// Of the classes, in the order of the file; empty for a regression.
        var labels: [Int] = []
        /// For each pair of classes.
        var offsets: [Double] = []
        /// The curves of pairwise probabilities; empty where the file has none.
        var slopes: [Double] = []
        var intercepts: [Double] = []
        /// How many vectors each class has; one number for a regression.
        var counts: [Int] = []
        var featureCount = 0
        /// Rows of ``featureCount`` values.
        var vectors: [Double] = []
        /// For each vector one, or one less than there are classes.
        var coefficients: [[Double]] = []
    }

    let parts: Parts
    /// x·x of each vector.
    private let squares: [Double]
    /// Coefficients with a row for each pair of classes and a column for each vector of the two.
    private let pairs: [Pair]

    private struct Pair: Sendable {
        let first, second: Int
        let firstVectors, secondVectors: Range<Int>
        /// Where the coefficients of both are found.
        let firstRow, secondRow: Int
        let offset: Double
    }

    package var featureCount: Int { parts.featureCount }
    package var vectorCount: Int { squares.count }
    package var classCount: Int { parts.labels.count }
    package var hasProbabilities: Bool { !parts.slopes.isEmpty }

    init(_ parts: Parts) {
        self.parts = parts
        let width = parts.featureCount
        squares = parts.coefficients[0].indices.map { vector in
            parts.vectors[vector * width..<(vector + 1) * width].reduce(0) { $0 + $1 * $1 }
        }
        var starts = [0]
        for count in parts.counts { starts.append(starts[starts.count - 1] + count) }
        var pairs: [Pair] = []
        for first in parts.labels.indices {
            for second in parts.labels.indices where second > first {
                pairs.append(
                    Pair(
                        first: first,
                        second: second,
                        firstVectors: starts[first]..<starts[first + 1],
                        secondVectors: starts[second]..<starts[second + 1],
                        firstRow: second - 1,
                        secondRow: first,
                        offset: parts.offsets[pairs.count]
                    )
                )
            }
        }
        self.pairs = pairs
    }

    /// The likeness of a row to each vector; without allocation.
    ///
    /// - Parameters:
    ///   - row: ``featureCount`` values or more; those beyond are 0 in every vector.
    ///   - likeness: ``vectorCount`` places.
    package func compare(_ row: Span<Double>, into likeness: inout MutableSpan<Double>) {
        precondition(row.count >= featureCount && likeness.count == vectorCount, "a row has the model's features")
        var square = 0.0
        for place in 0..<row.count { square += row[place] * row[place] }
        var start = 0
        for vector in squares.indices {
            var product = 0.0
            for place in 0..<featureCount { product += row[place] * parts.vectors[start + place] }
            likeness[vector] = parts.kernel.value(product: product, squares: square + squares[vector])
            start += featureCount
        }
    }

    /// The one value of a regression, or of a test for novelty.
    package func value(_ likeness: Span<Double>) -> Double {
        var sum = -parts.offsets[0]
        for vector in squares.indices { sum += parts.coefficients[0][vector] * likeness[vector] }
        return sum
    }

    /// For each pair of classes in the order of the file, above 0 for the first of them.
    package func decisions(_ likeness: Span<Double>, into decisions: inout MutableSpan<Double>) {
        for (place, pair) in pairs.enumerated() {
            var sum = -pair.offset
            for vector in pair.firstVectors { sum += parts.coefficients[pair.firstRow][vector] * likeness[vector] }
            for vector in pair.secondVectors { sum += parts.coefficients[pair.secondRow][vector] * likeness[vector] }
            decisions[place] = sum
        }
    }

    package var decisionCount: Int { pairs.count }

    /// A probability for each class in the order of the file, from those of the pairs.
    ///
    /// - Source: Wu, Lin, Weng, "Probability Estimates for Multi-class Classification by Pairwise Coupling", 2004, second method;
    ///   bounds and the end of the iteration as in libsvm.
    func probabilities(_ decisions: [Double]) -> [Double] {
        let count = classCount
        var pairwise = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for (place, pair) in pairs.enumerated() {
            let exponent = decisions[place] * parts.slopes[place] + parts.intercepts[place]
            let raw = exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent))
            let share = min(max(raw, 1e-7), 1 - 1e-7)
            pairwise[pair.first][pair.second] = share
            pairwise[pair.second][pair.first] = 1 - share
        }
        if count == 2 { return [pairwise[0][1], pairwise[1][0]] }
        return Self.coupled(pairwise)
    }

    private static func coupled(_ pairwise: [[Double]]) -> [Double] {
        let count = pairwise.count
        var matrix = pairwise
        for row in 0..<count {
            matrix[row][row] = 0
            for other in 0..<count where other != row {
                matrix[row][row] += pairwise[other][row] * pairwise[other][row]
                matrix[row][other] = -pairwise[other][row] * pairwise[row][other]
            }
        }
        var shares = [Double](repeating: 1 / Double(count), count: count)
        for _ in 0..<max(100, count) {
            var products = matrix.map { row in zip(row, shares).reduce(0) { $0 + $1.0 * $1.1 } }
            var total = zip(products, shares).reduce(0) { $0 + $1.0 * $1.1 }
            if products.allSatisfy({ abs($0 - total) < 0.005 / Double(count) }) { break }
            for row in 0..<count {
                let step = (total - products[row]) / matrix[row][row]
                shares[row] += step
                total = (total + step * (step * matrix[row][row] + 2 * products[row])) / (1 + step) / (1 + step)
                for other in 0..<count {
                    products[other] = (products[other] + step * matrix[row][other]) / (1 + step)
                    shares[other] /= 1 + step
                }
            }
        }
        return shares
    }
}
