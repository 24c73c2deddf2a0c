/// Products of tables, the loops in which a training spends its time.
///
/// Each checks its sizes once; the unchecked access inside is what lets the compiler take several numbers at a time.
enum Matrices {
    /// output[r, c] += Σ left[r, k] · right[k, c].
    static func multiply(
        _ left: [Double],
        _ right: [Double],
        rows: Int,
        inner: Int,
        columns: Int,
        into output: inout [Double]
    ) {
        check(left.count == rows * inner, right.count == inner * columns, output.count == rows * columns)
        let (one, two) = (left.span, right.span)
        var sums = output.mutableSpan
        for row in 0..<rows {
            for place in 0..<inner {
                add(one[row * inner + place], two, from: place * columns, to: row * columns, columns, into: &sums)
            }
        }
    }

    /// output[r, k] += Σ left[r, c] · right[k, c].
    static func multiplyTransposed(
        _ left: [Double],
        _ right: [Double],
        rows: Int,
        inner: Int,
        columns: Int,
        into output: inout [Double]
    ) {
        check(left.count == rows * columns, right.count == inner * columns, output.count == rows * inner)
        let (one, two) = (left.span, right.span)
        var sums = output.mutableSpan
        for row in 0..<rows {
            for place in 0..<inner {
                let (from, with) = (row * columns, place * columns)
                // Several sums at once, because one would wait for itself.
                var (first, second, column) = (0.0, 0.0, 0)
                while column + 1 < columns {
                    unsafe first += one[unchecked: from &+ column] * two[unchecked: with &+ column]
                    unsafe second += one[unchecked: from &+ column &+ 1] * two[unchecked: with &+ column &+ 1]
                    column += 2
                }
                if column < columns { first += one[from + column] * two[with + column] }
                sums[row * inner + place] += first + second
            }
        }
    }

    /// output[k, c] += Σ left[r, k] · right[r, c].
    static func multiplyOuter(
        _ left: [Double],
        _ right: [Double],
        rows: Int,
        inner: Int,
        columns: Int,
        into output: inout [Double]
    ) {
        check(left.count == rows * inner, right.count == rows * columns, output.count == inner * columns)
        let (one, two) = (left.span, right.span)
        var sums = output.mutableSpan
        for row in 0..<rows {
            for place in 0..<inner {
                add(one[row * inner + place], two, from: row * columns, to: place * columns, columns, into: &sums)
            }
        }
    }

    /// sums[to + c] += factor · values[from + c], for so many columns.
    @inline(__always)
    private static func add(
        _ factor: Double,
        _ values: Span<Double>,
        from: Int,
        to: Int,
        _ columns: Int,
        into sums: inout MutableSpan<Double>
    ) {
        for column in 0..<columns {
            unsafe sums[unchecked: to &+ column] += factor * values[unchecked: from &+ column]
        }
    }

    private static func check(_ conditions: Bool...) {
        precondition(conditions.allSatisfy(\.self), "tables that are multiplied have their sizes")
    }
}
