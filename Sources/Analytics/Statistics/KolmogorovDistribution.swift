import Glibc

/// Kolmogorov's distribution for a sample of so many values: how far an empirical distribution strays from the true one.
///
/// - Source: Simard, L'Ecuyer, "Computing the Two-Sided Kolmogorov–Smirnov Distribution", 2011; the methods change over at the same
///   places as in `scipy.stats.kstwo`, with which it agrees to eight digits.
struct KolmogorovDistribution: Sendable {
    /// At least 1.
    let count: Int

    /// The probability of a distance of more than `distance`.
    func tail(_ distance: Double) -> Double {
        let scaled = Double(count) * distance
        if distance >= 1 { return 0 }
        if scaled <= 0.5 { return 1 }
        let square = scaled * distance
        let isRare = count <= 140 ? square > 4 : square >= 2.2
        if scaled >= Double(count) - 1 { return 2 * power(1 - distance, count) }
        if distance >= 0.5 || isRare { return min(2 * oneSidedTail(distance), 1) }
        let isSmall = count <= 140 || (count <= 100_000 && Double(count) * distance * distance.squareRoot() <= 1.4)
        return min(max(1 - (isSmall ? matrixProbability(distance) : expansion(distance)), 0), 1)
    }

    /// Smirnov's sum for the largest deviation in one direction; each term in logarithms, because binomials overflow.
    private func oneSidedTail(_ distance: Double) -> Double {
        let size = Double(count)
        let last = Int((size * (1 - distance)).rounded(.down))
        var sum = 0.0
        let whole = logFactorial(size)
        for step in 0...last {
            let place = Double(step)
            let share = distance + place / size
            let rest = 1 - share
            let binomial = whole - logFactorial(place) - logFactorial(size - place)
            let left = (size - place) == 0 ? 0 : rest > 0 ? (size - place) * log(rest) : -.infinity
            sum += exp(binomial + left + (place - 1) * log(share))
        }
        return distance * sum
    }

    /// Durbin's matrix, raised to the power of the sample's size by Marsaglia, Tsang and Wang's scheme.
    private func matrixProbability(_ distance: Double) -> Double {
        let size = Double(count)
        let steps = Int((size * distance).rounded(.up))
        let width = 2 * steps - 1
        let overhang = Double(steps) - size * distance
        var matrix = Square(width: width)
        for row in 0..<width {
            for column in 0..<width where column <= row + 1 { matrix[row, column] = 1 }
        }
        for index in 0..<width {
            matrix[index, 0] -= power(overhang, index + 1)
            matrix[width - 1, index] -= power(overhang, width - index)
        }
        matrix[width - 1, 0] += overhang > 0.5 ? power(2 * overhang - 1, width) : 0
        for row in 0..<width {
            for column in 0..<width where row >= column {
                matrix[row, column] *= exp(-logFactorial(Double(row - column + 1)))
            }
        }
        let (raised, exponent) = matrix.raised(to: count)
        // n!/nⁿ beside the power: both leave the range of a double alone, their product does not.
        let value = raised[steps - 1, steps - 1]
        guard value > 0 else { return 0 }
        return exp(log(value) + Double(exponent) * log(10) + logFactorial(size) - size * log(size))
    }

    /// Pelz and Good's expansion of the limit in powers of 1/√n, with their names of its four terms.
    private func expansion(_ distance: Double) -> Double {
        let size = Double(count)
        let z = size.squareRoot() * distance
        let z2 = z * z
        // Below this the first weight is nothing.
        guard z > 0.042 else { return 0 }
        var (k0, k1, k2, k3) = (0.0, 0.0, 0.0, 0.0)
        var (wholes2, wholes3) = (0.0, 0.0)
        for step in 1...max(1, Int((16 * z / .pi).rounded(.up))) {
            let half = Double.pi * Double.pi * (Double(step) - 0.5) * (Double(step) - 0.5)
            let weight = exp(-half / (2 * z2))
            k0 += weight
            k1 += weight * (half - z2)
            k2 += weight * polynomial(half, [z2 * z2 * (6 * z2 + 2), z2 * (2 * z2 - 5), 1 - 2 * z2])
            let constant = -z2 * z2 * z2 * (30 + 90 * z2)
            k3 += weight * polynomial(half, [constant, z2 * z2 * (135 - 96 * z2), z2 * (212 * z2 - 60), 5 - 30 * z2])
            let whole = Double.pi * Double.pi * Double(step * step)
            let wholeWeight = whole * exp(-whole / (2 * z2))
            wholes2 += wholeWeight
            wholes3 += wholeWeight * (3 * z2 - whole)
        }
        k0 /= z
        k1 /= 6 * power(z, 4)
        k2 = k2 / (72 * power(z, 7)) - wholes2 / (36 * power(z, 3))
        k3 = k3 / (6480 * power(z, 10)) + wholes3 / (216 * power(z, 6))
        let root = size.squareRoot()
        return (2 * Double.pi).squareRoot() * (k0 + (k1 + (k2 + k3 / root) / root) / root)
    }

    /// Coefficients of the powers from 0 on.
    private func polynomial(_ value: Double, _ coefficients: [Double]) -> Double {
        coefficients.reversed().reduce(0) { $0 * value + $1 }
    }

    private func logFactorial(_ value: Double) -> Double { lgamma(value + 1) }

    private func power(_ base: Double, _ exponent: Int) -> Double { pow(base, Double(exponent)) }
}

/// A square matrix whose powers are kept in range by powers of ten beside it.
private struct Square {
    let width: Int
    private var values: [Double]

    init(width: Int) {
        self.width = width
        values = [Double](repeating: 0, count: width * width)
    }

    subscript(row: Int, column: Int) -> Double {
        get { values[row * width + column] }
        set { values[row * width + column] = newValue }
    }

    /// The power as a matrix times ten to the exponent.
    func raised(to power: Int) -> (Square, exponent: Int) {
        guard power > 1 else { return (self, 0) }
        let (half, exponent) = raised(to: power / 2)
        var result = half * half
        if !power.isMultiple(of: 2) { result = self * result }
        let middle = result[width / 2, width / 2]
        guard middle > 1e140 else { return (result, 2 * exponent) }
        result.values = result.values.map { $0 * 1e-140 }
        return (result, 2 * exponent + 140)
    }

    static func * (left: Square, right: Square) -> Square {
        var result = Square(width: left.width)
        for row in 0..<left.width {
            for step in 0..<left.width where left[row, step] != 0 {
                for column in 0..<left.width { result[row, column] += left[row, step] * right[step, column] }
            }
        }
        return result
    }
}
