import Glibc

/// The loops in which networks spend their time.
///
/// Each checks its sizes once; the unchecked access inside is what lets the compiler take several numbers at a time.
enum VectorLoops {
    /// Adds factor · weights to the sums, from a place on.
    @inline(__always)
    static func add(_ factor: Float, _ weights: Span<Float>, to sums: inout MutableSpan<Float>, at start: Int = 0) {
        precondition(start >= 0 && weights.count <= sums.count - start, "each weight has its sum")
        for place in 0..<weights.count {
            let weight = unsafe weights[unchecked: place]
            unsafe sums[unchecked: start &+ place] += factor * weight
        }
    }

    static func product(_ left: Span<Float>, _ right: Span<Float>) -> Float {
        precondition(left.count == right.count, "both sides of a product are of one length")
        var sum: Float = 0
        for place in 0..<left.count { sum += unsafe left[unchecked: place] * right[unchecked: place] }
        return sum
    }

    /// Shares of e^value of the first values, with a sum of 1.
    static func softmax(_ values: inout MutableSpan<Float>, count: Int) {
        var largest = -Float.infinity
        for place in 0..<count { largest = max(largest, values[place]) }
        var sum: Float = 0
        for place in 0..<count {
            values[place] = exp(values[place] - largest)
            sum += values[place]
        }
        for place in 0..<count { values[place] /= sum }
    }
}
