/// The largest number of the last so many; the smallest where the numbers are given with the other sign.
///
/// Keeps only what can still become the largest, so that a number costs the same however long the window is, on average.
struct RollingMaximum: Sendable {
    private let period: Int
    /// A ring: candidates from the oldest to the newest, each smaller than the one before.
    private var values: [Double]
    private var places: [Int]
    private var first = 0
    private var count = 0
    /// How many numbers came so far.
    private var place = 0

    init(_ period: Int) {
        precondition(period > 0, "a window holds at least one number")
        self.period = period
        values = [Double](repeating: 0, count: period)
        places = [Int](repeating: 0, count: period)
    }

    var isFull: Bool { place >= period }

    mutating func push(_ value: Double) -> Double {
        if count > 0, places[first] <= place - period {
            first = first + 1 == period ? 0 : first + 1
            count -= 1
        }
        while count > 0, values[wrapped(first + count - 1)] <= value { count -= 1 }
        let end = wrapped(first + count)
        values[end] = value
        places[end] = place
        count += 1
        place += 1
        return values[first]
    }

    private func wrapped(_ index: Int) -> Int {
        index >= period ? index - period : index
    }
}
