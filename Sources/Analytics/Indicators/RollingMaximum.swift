/// The largest number of the last so many; the smallest where the numbers are given with the other sign.
///
/// Numbers come in blocks as long as the window: the window is the end of one block, whose largest is known from each place on, and
/// the beginning of the next. Two comparisons a number, however long the window is.
///
/// - Source: M. van Herk, Pattern Recognition Letters 13 (1992).
struct RollingMaximum: Sendable {
    /// Before the present place this block's numbers, from it on the largest of the last block's from there to its end.
    private var block: WindowStorage
    private var place = 0
    /// Of this block.
    private var largest = -Double.infinity
    private(set) var isFull = false

    init(_ period: Int) {
        block = WindowStorage(repeating: -.infinity, count: period)
    }

    @inline(__always)
    mutating func push(_ value: Double) -> Double {
        largest = largest.orLarger(value)
        let here = place
        place += 1
        let isEnd = place == block.count
        let rest = unsafe block.withNumbers { block in
            unsafe block[here] = value
            return unsafe isEnd ? value : block[here + 1]
        }
        return isEnd ? endBlock() : largest.orLarger(rest)
    }

    private mutating func endBlock() -> Double {
        let result = largest
        unsafe block.withNumbers { block in
            var largest = -Double.infinity
            for place in block.indices.reversed() {
                largest = unsafe largest.orLarger(block[place])
                unsafe block[place] = largest
            }
        }
        place = 0
        largest = -.infinity
        isFull = true
        return result
    }
}
