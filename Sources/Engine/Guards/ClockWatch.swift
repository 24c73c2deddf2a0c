import Market

/// Whether our clock agrees with the broker's: by it books are old or not, and sessions begin and end.
package struct ClockWatch: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        /// Ours less theirs.
        case wrong(Duration)
        case right
    }

    private let limit: Duration
    private(set) package var isWrong = false

    /// - Parameter limit: a larger difference is wrong, one within half of it right again.
    package init(limit: Duration) {
        self.limit = limit
    }

    /// - Parameter skew: ours less theirs; nil where it has not been measured.
    package mutating func check(_ skew: Duration?) -> Change? {
        guard let skew else { return nil }
        let size = skew < .zero ? .zero - skew : skew
        if !isWrong, size > limit {
            isWrong = true
            return .wrong(skew)
        }
        if isWrong, size <= limit / 2 {
            isWrong = false
            return .right
        }
        return nil
    }
}
