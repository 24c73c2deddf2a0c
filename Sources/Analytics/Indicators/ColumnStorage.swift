import Glibc

/// Columns as plain memory, for as long as a batch writes to them.
enum ColumnStorage {
    /// Appends so many rows to all columns, which the body writes.
    ///
    /// - Parameter body: takes the first new place of each column and writes every row of each.
    static func extend(
        _ columns: inout [[Double]],
        by rows: Int,
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Double>>) -> Void
    ) {
        guard rows > 0, !columns.isEmpty else { return }
        var bases: [UnsafeMutablePointer<Double>] = unsafe []
        unsafe bases.reserveCapacity(columns.count)
        unsafe extend(&columns, from: 0, by: rows, &bases, body)
    }

    /// All new places exist at once, and none of them is written before the body does: each column opens inside the one before.
    private static func extend(
        _ columns: inout [[Double]],
        from index: Int,
        by rows: Int,
        _ bases: inout [UnsafeMutablePointer<Double>],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Double>>) -> Void
    ) {
        guard index < columns.count else {
            unsafe bases.withUnsafeMutableBufferPointer { bases in
                if let base = bases.baseAddress { unsafe body(base) }
            }
            return
        }
        let column = unsafe [Double](unsafeUninitializedCapacity: rows) { column, count in
            guard let base = column.baseAddress else { return }
            unsafe preferHugePages(base, rows: rows)
            unsafe bases.append(base)
            unsafe extend(&columns, from: index + 1, by: rows, &bases, body)
            count = rows
        }
        if columns[index].isEmpty { columns[index] = column } else { columns[index] += column }
    }

    /// Before the first touch: a page of 2 MB then comes with one fault in place of 512, and those took a tenth of the time.
    private static func preferHugePages(_ base: UnsafeMutablePointer<Double>, rows: Int) {
        guard rows >= hugeFrom else { return }
        let address = (UInt(bitPattern: base) + 4_095) & ~4_095
        let end = UInt(bitPattern: base) + UInt(rows * MemoryLayout<Double>.stride)
        // A system without such pages goes on without them.
        _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: address), Int(end - address), MADV_HUGEPAGE)
    }

    /// Half a huge page, in rows.
    private static let hugeFrom = 1 << 17
}
