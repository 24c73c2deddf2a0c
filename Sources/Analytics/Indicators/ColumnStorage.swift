import Glibc

/// Columns as plain memory, for as long as a batch writes to them.
enum ColumnStorage {
    /// Appends so many rows without values.
    static func extend(_ column: inout [Double], by rows: Int) {
        if rows >= hugeFrom {
            column.reserveCapacity(column.count + rows)
            // Before the first touch: a page of 2 MB then comes with one fault in place of 512, and those took a tenth of the time.
            unsafe column.withUnsafeMutableBufferPointer { column in
                guard let base = column.baseAddress else { return }
                let address = (UInt(bitPattern: base) + 4_095) & ~4_095
                let end = UInt(bitPattern: base) + UInt((column.count + rows) * MemoryLayout<Double>.stride)
                // A system without such pages goes on without them.
                _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: address), Int(end - address), MADV_HUGEPAGE)
            }
        }
        column.append(contentsOf: repeatElement(.nan, count: rows))
    }

    /// Lends the first places of all columns at once.
    static func lend(
        _ columns: inout [[Double]],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Double>>) -> Void
    ) {
        var bases: [UnsafeMutablePointer<Double>] = unsafe []
        unsafe bases.reserveCapacity(columns.count)
        unsafe lend(&columns, from: 0, &bases, body)
    }

    /// Each column is taken out while it is lent, because all of them are lent at once.
    private static func lend(
        _ columns: inout [[Double]],
        from index: Int,
        _ bases: inout [UnsafeMutablePointer<Double>],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Double>>) -> Void
    ) {
        guard index < columns.count else {
            unsafe bases.withUnsafeMutableBufferPointer { bases in
                if let base = bases.baseAddress { unsafe body(base) }
            }
            return
        }
        var column: [Double] = []
        swap(&column, &columns[index])
        unsafe column.withUnsafeMutableBufferPointer { column in
            // Empty columns have no place and need none.
            guard let base = column.baseAddress else { return }
            unsafe bases.append(base)
            unsafe lend(&columns, from: index + 1, &bases, body)
        }
        swap(&column, &columns[index])
    }

    /// Half a huge page, in rows.
    private static let hugeFrom = 1 << 17
}
