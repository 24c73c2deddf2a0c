import Glibc

extension PaletteImage {
    /// Pixels as indexes of a palette of at most 256 colours.
    ///
    /// A drawing's rows differ little from the rows above them: only the pixels that differ are looked at.
    ///
    /// - Parameter data: Rows of a surface in `CAIRO_FORMAT_RGB24`.
    static func reduce(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int
    ) -> (pixels: [UInt8], palette: [UInt8]) {
        var tally = ColourTally()
        let changes = Self.changes(data, stride: stride, width: width, height: height, &tally)
        let (indexes, palette) = tally.palette()
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { pixels, count in
            var next = 0
            for start in Swift.stride(from: 0, to: width * height, by: width) {
                if start > 0 {
                    let above = UnsafeBufferPointer(rebasing: pixels[start - width..<start])
                    _ = pixels[start..<start + width].initialize(fromContentsOf: above)
                }
                while next < changes.count, changes[next].place < start + width {
                    let change = changes[next]
                    pixels.initializeElement(at: change.place, to: indexes[change.slot])
                    next += 1
                }
            }
            count = width * height
        }
        return (pixels, palette)
    }

    /// A pixel that has another colour than the one above it.
    private struct Change {
        let place: Int
        /// Its colour's, in the tally.
        let slot: Int
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
        changes.reserveCapacity(width * 16)
        // The row in which the column's present colour begins.
        var begins = [Int](repeating: 0, count: width)
        for column in 0..<width { changes.append(Change(place: column, slot: tally.slot(of: line(0)[column]))) }
        for row in 1..<max(height, 1) {
            let (above, here) = (line(row - 1), line(row))
            var start = 0
            while start < width {
                let end = min(start + pieceWidth, width)
                if memcmp(above + start, here + start, (end - start) * 4) != 0 {
                    for column in start..<end where (above[column] ^ here[column]) & 0xFF_FFFF != 0 {
                        tally.add(above[column], pixels: row - begins[column])
                        begins[column] = row
                        changes.append(Change(place: row * width + column, slot: tally.slot(of: here[column])))
                    }
                }
                start = end
            }
        }
        for column in 0..<width { tally.add(line(height - 1)[column], pixels: height - begins[column]) }
        return changes
    }

    /// Pixels compared at once.
    private static let pieceWidth = 64
}
