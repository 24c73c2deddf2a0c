import Glibc

/// Numbers in columns as long as each other, in one piece; written once, then only read.
@safe
final class ColumnMemory {
    let columnCount: Int
    let rowCount: Int
    private let numbers: UnsafeMutableBufferPointer<Double>

    /// - Parameter write: takes the first place of each column and writes every number of each.
    init(columns: Int, rows: Int, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<Double>>) -> Void) {
        columnCount = columns
        rowCount = rows
        unsafe numbers = Self.room(for: columns * rows)
        guard let base = unsafe numbers.baseAddress, columns > 0, rows > 0 else { return }
        unsafe withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>.self, capacity: columns) { places in
            guard let first = places.baseAddress else { return }
            for column in 0..<columns { unsafe places.initializeElement(at: column, to: base + column * rows) }
            unsafe write(first)
        }
    }

    deinit {
        unsafe free(numbers.baseAddress)
    }

    @inline(__always)
    func number(column: Int, row: Int) -> Double {
        precondition(column >= 0 && column < columnCount && row >= 0 && row < rowCount, "no such row of a column")
        return unsafe numbers[column &* rowCount &+ row]
    }

    /// Where much is asked for, on pages of 2 MB: each comes with one fault in place of 512, and those took a fifth of the time.
    ///
    /// Nothing may be written there before they are asked for: a large page does not come where a small one is. That is why this is no
    /// array for each column, whose head is written when it is made.
    private static func room(for count: Int) -> UnsafeMutableBufferPointer<Double> {
        let size = count * MemoryLayout<Double>.stride
        var place: UnsafeMutableRawPointer?
        let alignment = size >= largePage ? largePage : MemoryLayout<SIMD2<Double>>.alignment
        guard unsafe posix_memalign(&place, alignment, max(size, 1)) == 0, let place = unsafe place else {
            preconditionFailure("there is no memory for \(count) numbers")
        }
        // A system without such pages goes on without them.
        if size >= largePage { _ = unsafe madvise(place, size, MADV_HUGEPAGE) }
        let numbers = unsafe place.bindMemory(to: Double.self, capacity: count)
        return unsafe UnsafeMutableBufferPointer(start: numbers, count: count)
    }

    private static let largePage = 1 << 21
}

// The numbers are written in `init` alone, before anybody else can see them.
extension ColumnMemory: @unchecked Sendable {}
