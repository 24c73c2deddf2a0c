/// The last so many numbers of a series.
struct RollingWindow: Sendable {
    /// In the order of their places in the ring: the oldest is not always the first.
    private var values: WindowStorage
    private var next = 0
    private(set) var isFull = false

    init(_ count: Int) {
        values = WindowStorage(repeating: 0, count: count)
    }

    var count: Int { values.count }

    /// The sum over all places of what is made of each value.
    ///
    /// Four sums side by side: one alone waits for each addition to end.
    @inline(__always)
    mutating func sum(_ term: (Double) -> Double) -> Double {
        unsafe values.withNumbers { values in
            let whole = values.count & ~3
            var (left, right) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
            for index in stride(from: 0, to: whole, by: 4) {
                unsafe left += SIMD2(term(values[index]), term(values[index + 1]))
                unsafe right += SIMD2(term(values[index + 2]), term(values[index + 3]))
            }
            var sum = (left + right).sum()
            for index in whole..<values.count { unsafe sum += term(values[index]) }
            return sum
        }
    }

    /// The same added one after another, in the order of the places.
    mutating func sumInTurn(_ term: (Double) -> Double) -> Double {
        unsafe values.withNumbers { values in
            var sum = 0.0
            for index in values.indices { unsafe sum += term(values[index]) }
            return sum
        }
    }

    /// From the oldest to the newest.
    mutating func inOrder() -> [Double] {
        let all: [Double] = unsafe values.withNumbers { unsafe Array($0) }
        return isFull ? Array(all[next...] + all[..<next]) : Array(all[..<next])
    }

    /// True after the newest number took the last place of the ring.
    var hasWrapped: Bool { next == 0 && isFull }

    /// Takes a number in; returns the one that left, nil while the window was filling.
    @inline(__always)
    mutating func push(_ value: Double) -> Double? {
        let place = next
        let last = unsafe values.withNumbers { values in
            let last = unsafe values[place]
            unsafe values[place] = value
            return last
        }
        let old = isFull ? last : nil
        next += 1
        if next == values.count {
            next = 0
            isFull = true
        }
        return old
    }
}
