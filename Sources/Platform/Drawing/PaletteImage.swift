import CCairo
import CShims
import Glibc

/// A canvas reduced to at most 256 colours and encoded as PNG: a third of the size of RGB at no visible loss.
///
/// Histogram over 15 bits per pixel, the most frequent colours kept, the rest mapped to the nearest.
package struct PaletteImage: Sendable {
    package let width, height: Int
    /// Palette indexes, row by row.
    let pixels: [UInt8]
    /// R, G, B of each colour.
    let palette: [UInt8]

    package init(_ canvas: Canvas) throws(DrawingError) {
        width = canvas.width
        height = canvas.height
        cairo_surface_flush(canvas.surface)
        guard let data = cairo_image_surface_get_data(canvas.surface) else {
            throw DrawingError(kind: .surface, detail: "the surface has no pixels")
        }
        let stride = Int(cairo_image_surface_get_stride(canvas.surface))
        (pixels, palette) = Self.reduce(data, stride: stride, width: canvas.width, height: canvas.height)
    }

    /// - Parameter level: zlib's, 0 to 9. Default 1: half the time of 6 for a picture that is small either way.
    /// - Throws: ``DrawingError`` of kind `encoding` with the library's words.
    package func png(level: Int32 = 1) throws(DrawingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var size = 0
        var message = [CChar](repeating: 0, count: 128)
        let code = cshims_png_encode_palette(
            pixels,
            UInt32(width),
            UInt32(height),
            palette,
            Int32(palette.count / 3),
            level,
            &bytes,
            &size,
            &message,
            message.count
        )
        guard code == 0, let bytes else {
            let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw DrawingError(kind: .encoding, detail: words)
        }
        defer { free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: size))
    }

    private static func reduce(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int
    ) -> (pixels: [UInt8], palette: [UInt8]) {
        var counts = [Int](repeating: 0, count: 1 << 15)
        forEachRun(data, stride: stride, width: width, height: height) { run in counts[key(run.word)] += run.length }
        let used = counts.indices.filter { counts[$0] > 0 }
        let kept = used.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(256)
        var indexOfKey = [UInt8](repeating: 0, count: 1 << 15)
        for key in used { indexOfKey[key] = UInt8(nearest(to: key, in: kept)) }
        // Each colour is the mean of the pixels that fall to it, so that a plain background keeps its shade.
        var sums = [Sum](repeating: Sum(), count: kept.count)
        var pixels = [UInt8](repeating: 0, count: width * height)
        pixels.withUnsafeMutableBufferPointer { pixels in
            forEachRun(data, stride: stride, width: width, height: height) { run in
                let index = indexOfKey[key(run.word)]
                pixels[run.start..<run.start + run.length].update(repeating: index)
                sums[Int(index)].add(run)
            }
        }
        return (pixels, sums.flatMap(\.mean))
    }

    /// Neighbours of one colour: a drawing has few other pixels, so both passes cost little.
    private struct Run {
        /// 0x00RRGGBB.
        let word: UInt32
        let start: Int
        let length: Int
    }

    private struct Sum {
        var red = 0
        var green = 0
        var blue = 0
        var count = 0

        mutating func add(_ run: Run) {
            red += Int(run.word >> 16 & 0xFF) * run.length
            green += Int(run.word >> 8 & 0xFF) * run.length
            blue += Int(run.word & 0xFF) * run.length
            count += run.length
        }

        var mean: [UInt8] { [red, green, blue].map { UInt8($0 / max(count, 1)) } }
    }

    private static func forEachRun(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int,
        _ body: (Run) -> Void
    ) {
        for row in 0..<height {
            // CAIRO_FORMAT_RGB24 is a 32-bit word in the machine's order; its upper byte is not used.
            let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
            var start = 0
            while start < width {
                let word = line[start] & 0xFF_FFFF
                var end = start + 1
                while end < width, line[end] & 0xFF_FFFF == word { end += 1 }
                body(Run(word: word, start: row * width + start, length: end - start))
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
