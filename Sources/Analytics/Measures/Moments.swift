/// Mean, spread and shape of a sample.
package struct Moments: Hashable, Sendable {
    package let count: Int
    package let mean: Double
    /// Sums of the powers of the distances from the mean.
    private let second, third, fourth: Double
    /// The same, of the squares of what lies below zero.
    private let downside: Double

    package init(_ values: [Double]) {
        count = values.count
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        self.mean = mean
        var second = 0.0
        var third = 0.0
        var fourth = 0.0
        var downside = 0.0
        for value in values {
            let distance = value - mean
            let square = distance * distance
            second += square
            third += square * distance
            fourth += square * square
            if value < 0 { downside += value * value }
        }
        // Equal values leave a trace of their rounded mean, which is no spread.
        let isConstant = second <= 1e-28 * mean * mean * Double(max(values.count, 1))
        (self.second, self.third, self.fourth) = isConstant ? (0, 0, 0) : (second, third, fourth)
        self.downside = downside
    }

    /// With the divisor n − 1; nil below two values.
    package var sampleDeviation: Double? { count < 2 ? nil : (second / Double(count - 1)).squareRoot() }
    /// With the divisor n; nil without values.
    package var populationDeviation: Double? { count < 1 ? nil : (second / Double(count)).squareRoot() }
    /// The root of the mean of min(0, value)², over all values; nil without values.
    package var downsideDeviation: Double? { count < 1 ? nil : (downside / Double(count)).squareRoot() }
    /// m₃ / m₂^1.5; nil without spread.
    package var skewness: Double? {
        ratio(third / Double(count), (second / Double(count)) * (second / Double(count)).squareRoot())
    }
    /// m₄ / m₂², 3 for a normal distribution; nil without spread.
    package var kurtosis: Double? {
        ratio(fourth / Double(count), (second / Double(count)) * (second / Double(count)))
    }
}
