/// So many numbers, each at its place, in the value itself where they are few.
///
/// An array is asked at each change whether it is shared, and around that call everything that stood in registers is put away and brought
/// back: in a window of some ten numbers that took longer than the rest of an indicator.
struct WindowStorage: Sendable {
    let count: Int
    private var near: InlineArray<64, Double>
    /// Empty where all are near.
    private var far: [Double]

    private static let mostNear = 64

    init(repeating value: Double, count: Int) {
        precondition(count > 0, "a window holds at least one number")
        self.count = count
        near = InlineArray(repeating: value)
        far = count <= Self.mostNear ? [] : [Double](repeating: value, count: count)
    }

    /// Lends the numbers, to be read too: a subscript copies all of them to read one.
    @inline(__always)
    mutating func withNumbers<Result>(_ body: (UnsafeMutableBufferPointer<Double>) -> Result) -> Result {
        guard count <= Self.mostNear else {
            return unsafe far.withUnsafeMutableBufferPointer { unsafe body($0) }
        }
        let count = count
        var near = near.mutableSpan
        return unsafe near.withUnsafeMutableBufferPointer { near in
            unsafe body(UnsafeMutableBufferPointer(rebasing: near[..<count]))
        }
    }
}
