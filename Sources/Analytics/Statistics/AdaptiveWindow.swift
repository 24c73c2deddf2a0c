import Glibc

/// ADWIN: a window over a series that drops its older part when the means of two parts differ too much.
///
/// The window is kept as an exponential histogram: rows of buckets that hold 1, 2, 4 … values each, so that it takes room
/// in proportion to the logarithm of its length.
///
/// - Source: Bifet, Gavaldà, "Learning from Time-Changing Data with Adaptive Windowing", 2007; details as in the Python
///   library river, `river.drift.ADWIN`: looks every 32 values, the older part is dropped bucket by bucket.
package struct AdaptiveWindow: Sendable {
    private struct Bucket: Sendable {
        var total: Double
        /// The sum of the squared distances from the bucket's mean.
        var spread: Double
    }

    /// The confidence of a cut, 0.002.
    package let delta: Double
    private static let clock = 32
    private static let rowLength = 5
    private static let leastPart = 5
    private static let grace = 10
    /// From the newest values to the oldest; in a row the oldest bucket is first.
    private var rows: [[Bucket]] = [[]]
    private var updates = 0
    /// How many values the window holds.
    package private(set) var width = 0
    package private(set) var total = 0.0
    private var spread = 0.0
    /// True after a change was found.
    private var isSpent = false

    package init(delta: Double = 0.002) {
        self.delta = delta
    }

    /// The mean of the window; 0 while it is empty.
    package var mean: Double { width == 0 ? 0 : total / Double(width) }

    /// Takes a value; true where older ones were dropped.
    ///
    /// The window then begins anew with the next value.
    package mutating func update(_ value: Double) -> Bool {
        if isSpent { self = AdaptiveWindow(delta: delta) }
        insert(value)
        updates += 1
        guard updates.isMultiple(of: Self.clock), width > Self.grace else { return false }
        var hasChanged = false
        while findsCut() {
            hasChanged = true
            dropOldest()
        }
        isSpent = hasChanged
        return hasChanged
    }

    private mutating func insert(_ value: Double) {
        rows[0].append(Bucket(total: value, spread: 0))
        if width > 0 {
            let distance = value - mean
            spread += Double(width) * distance * distance / Double(width + 1)
        }
        width += 1
        total += value
        var row = 0
        while row < rows.count, rows[row].count > Self.rowLength {
            if row + 1 == rows.count { rows.append([]) }
            let size = Double(1 << row)
            let first = rows[row][0]
            let second = rows[row][1]
            let distance = (first.total - second.total) / size
            rows[row].removeFirst(2)
            rows[row + 1].append(
                Bucket(
                    total: first.total + second.total,
                    spread: first.spread + second.spread + size * distance * distance / 2
                )
            )
            row += 1
        }
    }

    private func findsCut() -> Bool {
        guard width > 0 else { return false }
        var olderCount = 0
        var olderTotal = 0.0
        for row in rows.indices.reversed() {
            for bucket in rows[row] {
                olderCount += 1 << row
                olderTotal += bucket.total
                let newerCount = width - olderCount
                guard olderCount >= Self.leastPart, newerCount >= Self.leastPart else { continue }
                let difference = olderTotal / Double(olderCount) - (total - olderTotal) / Double(newerCount)
                if abs(difference) > bound(olderCount, newerCount) { return true }
            }
        }
        return false
    }

    /// How far the means of two parts may differ.
    private func bound(_ older: Int, _ newer: Int) -> Double {
        let confidence = log(2 * log(Double(width)) / delta)
        let inverse = 1 / Double(older - Self.leastPart + 1) + 1 / Double(newer - Self.leastPart + 1)
        return (2 * inverse * (spread / Double(width)) * confidence).squareRoot() + 2.0 / 3 * confidence * inverse
    }

    private mutating func dropOldest() {
        guard let oldest = rows.last?.first else { return }
        let count = 1 << (rows.count - 1)
        width -= count
        total -= oldest.total
        let distance = oldest.total / Double(count) - mean
        spread -= oldest.spread + Double(count) * Double(width) * distance * distance / Double(count + width)
        rows[rows.count - 1].removeFirst()
        if rows.count > 1, rows[rows.count - 1].isEmpty { rows.removeLast() }
    }
}
