/// The largest number of the last so many; the smallest where the numbers are given with the other sign.
///
/// Keeps only what can still become the largest, so that a number costs the same however long the window is, on average.
struct RollingMaximum: Sendable {
    private let period: Int
    /// A ring: candidates from the oldest to the newest, each smaller than the one before.
    private var candidates: [(value: Double, place: Int)]
    private var first = 0
    private var count = 0
    /// How many numbers came so far.
    private var place = 0

    init(_ period: Int) {
        precondition(period > 0, "a window holds at least one number")
        self.period = period
        candidates = Array(repeating: (value: 0, place: 0), count: period)
    }

    var isFull: Bool { place >= period }

    mutating func push(_ value: Double) -> Double {
        if count > 0, candidates[first].place <= place - period {
            first = first + 1 == period ? 0 : first + 1
            count -= 1
        }
        while count > 0, candidates[wrapped(first + count - 1)].value <= value { count -= 1 }
        let end = wrapped(first + count)
        candidates[end] = (value, place)
        count += 1
        place += 1
        return candidates[first].value
    }

    private func wrapped(_ index: Int) -> Int {
        index >= period ? index - period : index
    }
}
