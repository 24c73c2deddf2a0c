import Glibc

extension PaletteImage {
    /// Rows of indexes of a palette, four bits a pixel where that is enough, and the palette.
    ///
    /// A drawing's rows differ little from the rows above them: only the pixels that differ are looked at.
    ///
    /// - Parameter data: Rows of a surface in `CAIRO_FORMAT_RGB24`.
    static func reduce(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int
    ) -> (rows: [UInt8], palette: [Colour]) {
        var tally = ColourTally()
        let changes = Self.changes(data, stride: stride, width: width, height: height, &tally)
        let palette = tally.palette()
        let isPacked = palette.colours.count <= ColourPalette.fewest
        let rowSize = Self.rowSize(width, colours: palette.colours.count)
        let rows = [UInt8](unsafeUninitializedCapacity: rowSize * height) { rows, count in
            var next = 0
            for row in 0..<height {
                let start = row * rowSize
                if row == 0 {
                    rows[..<rowSize].initialize(repeating: 0)
                } else {
                    let above = UnsafeBufferPointer(rebasing: rows[start - rowSize..<start])
                    _ = rows[start..<start + rowSize].initialize(fromContentsOf: above)
                }
                while next < changes.count, changes[next].row == row {
                    let column = Int(changes[next].column)
                    let index = palette.indexes[Int(changes[next].slot)]
                    if isPacked {
                        // The left one of two pixels is in the upper bits.
                        let (place, isLeft) = (start + column / 2, column.isMultiple(of: 2))
                        rows[place] = isLeft ? rows[place] & 0x0F | index << 4 : rows[place] & 0xF0 | index
                    } else {
                        rows[start + column] = index
                    }
                    next += 1
                }
            }
            count = rowSize * height
        }
        return (rows, palette.colours)
    }

    /// A pixel that has another colour than the one above it.
    private struct Change {
        let row, column: UInt16
        /// Its colour's number in the tally.
        let slot: UInt16
    }

    /// The whole first row, then what changes from row to row; counts every pixel's colour on the way.
    private static func changes(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int,
        _ tally: inout ColourTally
    ) -> [Change] {
        // A 32-bit word in the machine's order; its upper byte is not used.
        func line(_ row: Int) -> UnsafePointer<UInt32> {
            UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
        }
        var changes: [Change] = []
        changes.reserveCapacity(width * 64)
        // Of each column: where its present colour begins, and its number.
        var runs = (0..<width).map { (row: 0, slot: tally.slot(of: line(0)[$0])) }
        for column in 0..<width { changes.append(Change(row: 0, column: UInt16(column), slot: runs[column].slot)) }
        for row in 1..<max(height, 1) {
            let (above, here) = (line(row - 1), line(row))
            var start = 0
            while start < width {
                let end = min(start + pieceWidth, width)
                if memcmp(above + start, here + start, (end - start) * 4) != 0 {
                    for column in start..<end where (above[column] ^ here[column]) & 0xFF_FFFF != 0 {
                        tally.add(above[column], pixels: row - runs[column].row, to: runs[column].slot)
                        runs[column] = (row, tally.slot(of: here[column]))
                        changes.append(
                            Change(row: UInt16(row), column: UInt16(column), slot: runs[column].slot)
                        )
                    }
                }
                start = end
            }
        }
        for column in 0..<width {
            tally.add(line(height - 1)[column], pixels: height - runs[column].row, to: runs[column].slot)
        }
        return changes
    }

    /// Pixels compared at once.
    private static let pieceWidth = 64
}
