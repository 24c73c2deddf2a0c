/// The last so many numbers of a series.
struct RollingWindow: Sendable {
    /// In the order of their places in the ring: the oldest is not always the first.
    var values: WindowStorage
    /// The place of the next number.
    var next = 0
    private(set) var isFull = false

    init(_ count: Int) {
        values = WindowStorage(repeating: 0, count: count)
    }

    var count: Int { values.count }

    /// The sum of what is made of each value, added one after another in the order of the places.
    mutating func sumInTurn(_ term: (Double) -> Double) -> Double {
        unsafe values.withNumbers { values in
            var sum = 0.0
            for index in values.indices { unsafe sum += term(values[index]) }
            return sum
        }
    }

    /// The sum of a full window, and that with weights 1, 2 … from the oldest to the newest.
    @inline(never)
    mutating func weightedSums() -> (plain: Double, weighted: Double) {
        let oldest = next
        return unsafe values.withNumbers { values in
            var sums = (plain: 0.0, weighted: 0.0)
            for age in 0..<values.count {
                let value = unsafe values[(oldest + age) % values.count]
                sums.plain += value
                sums.weighted += value * Double(age + 1)
            }
            return sums
        }
    }

    /// The mean, and the sums of the distances to it and of their squares.
    @inline(never)
    mutating func moments() -> (mean: Double, distances: Double, squares: Double) {
        let mean = sumInTurn { $0 } / Double(count)
        return (mean, sumInTurn { $0 - mean }, sumInTurn { ($0 - mean) * ($0 - mean) })
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
