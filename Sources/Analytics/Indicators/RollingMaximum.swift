/// The largest number of the last so many; the smallest where the numbers are given with the other sign.
///
/// Numbers come in blocks as long as the window: the window is the end of one block, whose largest is known from each place on, and
/// the beginning of the next. Two comparisons a number, however long the window is.
///
/// - Source: M. van Herk, Pattern Recognition Letters 13 (1992).
struct RollingMaximum: Sendable {
    /// Before the present place this block's numbers, from it on the largest of the last block's from there to its end.
    private var block: [Double]
    private var place = 0
    /// Of this block.
    private var largest = -Double.infinity
    private(set) var isFull = false

    init(_ period: Int) {
        precondition(period > 0, "a window holds at least one number")
        block = [Double](repeating: -.infinity, count: period)
    }

    @inline(__always)
    mutating func push(_ value: Double) -> Double {
        largest = max(largest, value)
        block[place] = value
        place += 1
        if place == block.count { return endBlock() }
        return max(largest, block[place])
    }

    private mutating func endBlock() -> Double {
        let result = largest
        for place in block.indices.dropLast().reversed() { block[place] = max(block[place], block[place + 1]) }
        place = 0
        largest = -.infinity
        isFull = true
        return result
    }
}
