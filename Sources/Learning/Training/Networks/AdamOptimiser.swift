import Glibc

/// Steps against a gradient, each number's by the size of its gradients so far.
///
/// - Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015.
struct AdamOptimiser {
    private let rate: Double
    private var means: [[Double]]
    private var squares: [[Double]]
    private var steps = 0

    private static let memory = (mean: 0.9, square: 0.999)
    private static let least = 1e-8
    /// Longer gradients are shortened to this.
    private static let longest = 1.0

    init(_ parameters: NetworkParameters, rate: Double) {
        self.rate = rate
        means = parameters.tables.map { [Double](repeating: 0, count: $0.values.count) }
        squares = means
    }

    /// - Parameter gradients: One for each table; empty where it has none.
    mutating func step(_ parameters: inout NetworkParameters, _ gradients: ArraySlice<[Double]>) {
        steps += 1
        let length = gradients.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }.squareRoot()
        let factor = min(1, Self.longest / max(length, 1e-300))
        let size =
            rate * (1 - pow(Self.memory.square, Double(steps))).squareRoot()
            / (1 - pow(Self.memory.mean, Double(steps)))
        for (place, gradient) in gradients.enumerated() where !gradient.isEmpty {
            parameters.update(place) { values in
                for index in values.indices {
                    let slope = gradient[index] * factor
                    means[place][index] += (1 - Self.memory.mean) * (slope - means[place][index])
                    squares[place][index] += (1 - Self.memory.square) * (slope * slope - squares[place][index])
                    values[index] -= size * means[place][index] / (squares[place][index].squareRoot() + Self.least)
                }
            }
        }
    }
}
