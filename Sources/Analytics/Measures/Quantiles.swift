/// Quantiles of a sample, found without sorting all of it.
package struct Quantiles: Sendable {
    private var values: [Double]

    /// - Parameter values: Without NaN.
    package init(_ values: [Double]) {
        self.values = values
    }

    /// The quantile with linear interpolation between neighbours, at (n − 1) · share of the sorted values.
    ///
    /// - Parameter share: 0 to 1.
    /// - Returns: Nil without values.
    package mutating func quantile(_ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let place = Double(values.count - 1) * share
        let below = Int(place)
        select(below)
        guard below + 1 < values.count else { return values[below] }
        let above = values[(below + 1)...].min() ?? values[below]
        return values[below] + (above - values[below]) * (place - Double(below))
    }

    /// Moves the value that sorting would put at the place there, with no larger one before it.
    ///
    /// Hoare's selection; the pivot is the middle value of three.
    private mutating func select(_ wanted: Int) {
        var low = 0
        var high = values.count - 1
        while low < high {
            let pivot = median(values[low], values[low + (high - low) / 2], values[high])
            var left = low
            var right = high
            while left <= right {
                while values[left] < pivot { left += 1 }
                while values[right] > pivot { right -= 1 }
                if left <= right {
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if wanted <= right {
                high = right
            } else if wanted >= left {
                low = left
            } else {
                return
            }
        }
    }

    private func median(_ first: Double, _ second: Double, _ third: Double) -> Double {
        max(min(first, second), min(max(first, second), third))
    }
}
