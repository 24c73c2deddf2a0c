/// Four windows that follow each other: each has one number more of the newest, and one less of the oldest.
struct FourWindows {
    /// Of the first new number; the others are beside it.
    fileprivate let place: Int
    fileprivate let new: SIMD4<Double>
    fileprivate let old: SIMD4<Double>

    /// What stands, in each window, at the place of one of the new numbers.
    @inline(__always)
    fileprivate func numbers(_ lane: Int) -> SIMD4<Double> {
        var numbers = SIMD4(repeating: new[lane])
        for earlier in 0..<lane { numbers[earlier] = old[lane] }
        return numbers
    }
}

extension RollingWindow {
    /// Whether the window is full and its next four places are side by side.
    var hasRoomForFour: Bool { isFull && next + 4 <= count }

    /// Takes four numbers in at once.
    ///
    /// - Precondition: ``hasRoomForFour``.
    @inline(__always)
    mutating func pushFour(_ new: SIMD4<Double>) -> FourWindows {
        let place = next
        let old = unsafe values.withNumbers { values in
            var old = SIMD4<Double>.zero
            for lane in 0..<4 {
                unsafe old[lane] = values[place + lane]
                unsafe values[place + lane] = new[lane]
            }
            return old
        }
        next += 4
        if next == count { next = 0 }
        return FourWindows(place: place, new: new, old: old)
    }

    /// For each of the four windows the sum that ``sumInTurn(_:)`` would have given when it was the last; four sums wait for their
    /// additions no longer than one.
    @inline(__always)
    mutating func sumInTurn(
        _ windows: FourWindows,
        _ term: (SIMD4<Double>) -> SIMD4<Double>
    ) -> SIMD4<Double> {
        unsafe values.withNumbers { values in
            var sum = SIMD4<Double>.zero
            for place in 0..<windows.place { unsafe sum += term(SIMD4(repeating: values[place])) }
            for lane in 0..<4 { sum += term(windows.numbers(lane)) }
            for place in (windows.place + 4)..<values.count { unsafe sum += term(SIMD4(repeating: values[place])) }
            return sum
        }
    }
}

extension SIMD4<Double> {
    /// Each without its sign.
    var magnitudes: Self {
        let bits = unsafe unsafeBitCast(self, to: SIMD4<UInt64>.self) & ~(1 << 63)
        return unsafe unsafeBitCast(bits, to: Self.self)
    }
}
