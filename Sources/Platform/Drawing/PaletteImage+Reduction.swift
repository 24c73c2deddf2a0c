import Glibc

extension PaletteImage {
    /// Pixels as indexes of a palette of at most 256 colours.
    ///
    /// - Parameter data: Rows of a surface in `CAIRO_FORMAT_RGB24`.
    static func reduce(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int
    ) -> (pixels: [UInt8], palette: [UInt8]) {
        let bands = Self.bands(data, stride: stride, width: width, height: height)
        var counts = [Int](repeating: 0, count: 1 << 15)
        forEachRun(data, stride: stride, width: width, bands) { run in counts[key(run.word)] += run.count }
        let used = counts.indices.filter { counts[$0] > 0 }
        let kept = used.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(256)
        var indexOfKey = [UInt8](repeating: 0, count: 1 << 15)
        for key in used { indexOfKey[key] = UInt8(nearest(to: key, in: kept)) }
        // Each colour is the mean of the pixels that fall to it, so that a plain background keeps its shade.
        var sums = [Sum](repeating: Sum(), count: kept.count)
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { pixels, count in
            forEachRun(data, stride: stride, width: width, bands) { run in
                let index = indexOfKey[key(run.word)]
                pixels[run.start..<run.start + run.length].initialize(repeating: index)
                sums[Int(index)].add(run)
            }
            for band in bands {
                let row = UnsafeBufferPointer(rebasing: pixels[band.row * width..<(band.row + 1) * width])
                for copy in band.row + 1..<band.row + band.count {
                    _ = pixels[copy * width..<(copy + 1) * width].initialize(fromContentsOf: row)
                }
            }
            count = width * height
        }
        return (pixels, sums.flatMap(\.mean))
    }

    /// Rows that are equal, one below the other: about half of a drawing's rows repeat the one above.
    private struct Band {
        /// The first.
        let row: Int
        var count: Int
    }

    /// Neighbours of one colour in a row, and the same in the rows that repeat it: a drawing has few other pixels, so both
    /// passes cost little.
    private struct Run {
        /// 0x00RRGGBB.
        let word: UInt32
        /// In the first row.
        let start: Int
        let length: Int
        /// Pixels in all rows.
        let count: Int
    }

    private struct Sum {
        var red = 0
        var green = 0
        var blue = 0
        var count = 0

        mutating func add(_ run: Run) {
            red += Int(run.word >> 16 & 0xFF) * run.count
            green += Int(run.word >> 8 & 0xFF) * run.count
            blue += Int(run.word & 0xFF) * run.count
            count += run.count
        }

        var mean: [UInt8] { [red, green, blue].map { UInt8($0 / max(count, 1)) } }
    }

    private static func bands(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int
    ) -> [Band] {
        var bands: [Band] = []
        for row in 0..<height {
            let line = data + row * stride
            if row > 0, memcmp(line - stride, line, width * 4) == 0 {
                bands[bands.count - 1].count += 1
            } else {
                bands.append(Band(row: row, count: 1))
            }
        }
        return bands
    }

    private static func forEachRun(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        _ bands: [Band],
        _ body: (Run) -> Void
    ) {
        for band in bands {
            // CAIRO_FORMAT_RGB24 is a 32-bit word in the machine's order; its upper byte is not used.
            let line = UnsafeRawPointer(data + band.row * stride).assumingMemoryBound(to: UInt32.self)
            var start = 0
            while start < width {
                let word = line[start] & 0xFF_FFFF
                var end = start + 1
                while end < width, line[end] & 0xFF_FFFF == word { end += 1 }
                let length = end - start
                body(Run(word: word, start: band.row * width + start, length: length, count: length * band.count))
                start = end
            }
        }
    }

    /// Five bits of each colour.
    private static func key(_ word: UInt32) -> Int {
        let red: UInt32 = word >> 9 & 0x7C00
        let green: UInt32 = word >> 6 & 0x3E0
        let blue: UInt32 = word >> 3 & 0x1F
        return Int(red | green | blue)
    }

    private static func nearest(to key: Int, in kept: ArraySlice<Int>) -> Int {
        var best = 0
        var bestDistance = Int.max
        for (index, candidate) in kept.enumerated() {
            let red = (key >> 10) - (candidate >> 10)
            let green = (key >> 5 & 31) - (candidate >> 5 & 31)
            let blue = (key & 31) - (candidate & 31)
            let distance = red * red + green * green + blue * blue
            if distance < bestDistance { (best, bestDistance) = (index, distance) }
            if distance == 0 { break }
        }
        return best
    }
}
