/// The first Wasserstein distance between two samples: the area between their empirical distributions, in their unit.
package enum Wasserstein {
    /// Nil where a sample is empty.
    package static func distance(_ left: [Double], _ right: [Double]) -> Double? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        let left = left.sorted()
        let right = right.sorted()
        var leftIndex = 0
        var rightIndex = 0
        var previous = min(left[0], right[0])
        var area = 0.0
        while leftIndex < left.count || rightIndex < right.count {
            let isLeft = rightIndex == right.count || (leftIndex < left.count && left[leftIndex] <= right[rightIndex])
            let value = isLeft ? left[leftIndex] : right[rightIndex]
            let gap = Double(leftIndex) / Double(left.count) - Double(rightIndex) / Double(right.count)
            area += abs(gap) * (value - previous)
            previous = value
            if isLeft { leftIndex += 1 } else { rightIndex += 1 }
        }
        return area
    }
}
