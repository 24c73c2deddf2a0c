package import Market

/// Stoikov's micro-price: the mid plus what it is expected to move, given the imbalance at the touch and the spread.
///
/// The expected move is estimated from a sample of books: a Markov chain over states (ten buckets of bid/(bid + ask) at the touch, spread
/// in steps up to ``mostSteps``), of which some transitions move the mid. With Q the moves between states while the mid stands, r the
/// expected change of the mid in one transition and R the transitions that move it, `g₁ = (I − Q)⁻¹ r`, `B = (I − Q)⁻¹ R`, and the table
/// is `g₁ + B g₁ + … + B⁵ g₁` (Stoikov 2018, "The micro-price: a high-frequency estimator of future prices", which stops at six terms).
/// Every transition is also counted in its mirror image, bid and ask exchanged, so that the table has no drift.
package struct Microprice: Sendable {
    static let buckets = 10
    static let mostSteps = 4
    static let states = buckets * mostSteps

    private let step: Int64
    private let table: [Double]

    /// - Parameter step: the instrument's price step, in billionths.
    private init(step: Int64, table: [Double]) {
        self.step = step
        self.table = table
    }

    /// Nil for a spread of nothing or less.
    func price(_ touch: Touch) -> Double? {
        Self.state(touch, step: step).map { touch.mid + table[$0] }
    }

    fileprivate static func state(_ touch: Touch, step: Int64) -> Int? {
        let spread = touch.ask.price.nanos - touch.bid.price.nanos
        guard spread > 0 else { return nil }
        let bids = touch.bid.lots.count
        let bucket = min(Int(Double(bids) / Double(bids + touch.ask.lots.count) * Double(buckets)), buckets - 1)
        return bucket * mostSteps + min(Int((spread + step / 2) / step), mostSteps).advanced(by: -1).clamped
    }

    /// Collects a sample; one instrument's books in their order.
    package struct Sample: Sendable {
        private var touches: [Touch] = []

        package init() {}

        package mutating func add(_ book: borrowing OrderBook) {
            guard let touch = Touch(book) else { return }
            touches.append(touch)
        }

        /// - Parameter step: the instrument's price step; nil takes the smallest spread of the sample.
        /// - Returns: Nil where the sample has no two books with a spread.
        package func estimate(step: PriceStep? = nil) -> Microprice? {
            let spreads = touches.map { $0.ask.price.nanos - $0.bid.price.nanos }.filter { $0 > 0 }
            guard spreads.count > 1, let step = step?.size.nanos ?? spreads.min() else { return nil }
            return Microprice(step: step, table: Chain(touches, step: step).expectedMoves())
        }
    }

    /// Transitions counted.
    private struct Chain {
        private let size = Microprice.states
        private var standing: [Double]
        private var moving: [Double]
        private var moves: [Double]
        private var counts: [Double]

        init(_ touches: [Touch], step: Int64) {
            standing = Array(repeating: 0, count: size * size)
            moving = standing
            moves = Array(repeating: 0, count: size)
            counts = moves
            for (now, next) in zip(touches, touches.dropFirst()) {
                guard let from = Microprice.state(now, step: step), let to = Microprice.state(next, step: step) else {
                    continue
                }
                add(from, to, next.mid - now.mid)
                add(Self.mirror(from), Self.mirror(to), now.mid - next.mid)
            }
        }

        /// Bid and ask exchanged.
        private static func mirror(_ state: Int) -> Int {
            let bucket = Microprice.buckets - 1 - state / Microprice.mostSteps
            return bucket * Microprice.mostSteps + state % Microprice.mostSteps
        }

        private mutating func add(_ from: Int, _ to: Int, _ move: Double) {
            counts[from] += 1
            moves[from] += move
            if move == 0 { standing[from * size + to] += 1 } else { moving[from * size + to] += 1 }
        }

        func expectedMoves() -> [Double] {
            var matrix = (0..<size * size).map { place in
                let share = counts[place / size] > 0 ? standing[place] / counts[place / size] : 0
                return (place / size == place % size ? 1 : 0) - share
            }
            // One state that the sample never leaves would make the system unsolvable: from there nothing is expected.
            for state in 0..<size where !escapes(state) { isolate(state, in: &matrix) }
            let first = solve(matrix, (0..<size).map { counts[$0] > 0 && escapes($0) ? moves[$0] / counts[$0] : 0 })
            var total = first
            var term = first
            for _ in 0..<5 {
                let next = (0..<size).map { from -> Double in
                    guard counts[from] > 0, escapes(from) else { return 0 }
                    var sum = 0.0
                    for to in 0..<size { sum += moving[from * size + to] * term[to] }
                    return sum / counts[from]
                }
                term = solve(matrix, next)
                for state in 0..<size { total[state] += term[state] }
            }
            return total
        }

        /// Whether a transition that moves the mid can be reached from a state.
        private func escapes(_ start: Int) -> Bool {
            var seen = Array(repeating: false, count: size)
            var open = [start]
            while let state = open.popLast() {
                if seen[state] { continue }
                seen[state] = true
                for to in 0..<size {
                    if moving[state * size + to] > 0 { return true }
                    if standing[state * size + to] > 0, !seen[to] { open.append(to) }
                }
            }
            return false
        }

        private func isolate(_ state: Int, in matrix: inout [Double]) {
            for to in 0..<size { matrix[state * size + to] = to == state ? 1 : 0 }
        }

        /// Gaussian elimination with the largest pivot of the column.
        private func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
            var matrix = matrix
            var right = right
            for column in 0..<size {
                let pivot = (column..<size).max {
                    matrix[$0 * size + column].magnitude < matrix[$1 * size + column].magnitude
                }
                guard let pivot, matrix[pivot * size + column] != 0 else { continue }
                if pivot != column {
                    for place in 0..<size { matrix.swapAt(pivot * size + place, column * size + place) }
                    right.swapAt(pivot, column)
                }
                for row in 0..<size where row != column {
                    let factor = matrix[row * size + column] / matrix[column * size + column]
                    if factor == 0 { continue }
                    for place in column..<size { matrix[row * size + place] -= factor * matrix[column * size + place] }
                    right[row] -= factor * right[column]
                }
            }
            return (0..<size).map { matrix[$0 * size + $0] == 0 ? 0 : right[$0] / matrix[$0 * size + $0] }
        }
    }
}

extension Int {
    /// No spread is below one step.
    fileprivate var clamped: Int { Swift.max(self, 0) }
}
