import Glibc

/// Statistics over the changes of a mid from book to book, each at the same cost whatever the history.
///
/// Sums are of differences of what enters and leaves a window, and are made anew each time the window has gone round, so that rounding
/// errors do not gather.
package struct MidMoves: Sendable {
    private static let returnCount = 20
    private static let moveCount = 120
    private static let rangeCount = 5

    private var last = Double.nan
    private var returns = ContiguousArray(repeating: 0.0, count: returnCount)
    private var moves = ContiguousArray(repeating: 0.0, count: moveCount)
    private var count = 0
    private var moveSum = 0.0
    /// Wilder's mean of 5 absolute changes; NaN before there are six mids.
    package private(set) var averageTrueRange = Double.nan
    private var rangeSum = 0.0

    package init() {}

    /// - Parameter mid: NaN, for a book with an empty side, is stepped over.
    package mutating func add(_ mid: Double) {
        guard mid.isFinite else { return }
        defer { last = mid }
        guard last.isFinite else { return }
        let move = (mid - last).magnitude
        returns[count % Self.returnCount] = last > 0 && mid > 0 ? log(mid / last) : .nan
        let place = count % Self.moveCount
        moveSum += move - moves[place]
        moves[place] = move
        if place == Self.moveCount - 1 { moveSum = moves.reduce(0, +) }
        count += 1
        addRange(move)
    }

    /// Sample standard deviation of the last 20 logarithmic returns.
    var realizedVolatility: Double {
        guard count >= Self.returnCount else { return .nan }
        let mean = returns.reduce(0, +) / Double(Self.returnCount)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(Self.returnCount - 1)).squareRoot()
    }

    /// Over up to 120 changes.
    var meanRelativeMove: Double {
        count == 0 ? .nan : moveSum / Double(min(count, Self.moveCount)) / last
    }

    private mutating func addRange(_ move: Double) {
        let length = Double(Self.rangeCount)
        if count < Self.rangeCount {
            rangeSum += move
        } else if count == Self.rangeCount {
            averageTrueRange = (rangeSum + move) / length
        } else {
            averageTrueRange = (averageTrueRange * (length - 1) + move) / length
        }
    }
}
