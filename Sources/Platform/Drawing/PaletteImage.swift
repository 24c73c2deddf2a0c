import CCairo
import CShims
import Glibc

/// A canvas reduced to at most 256 colours and encoded as PNG: a third of the size of RGB at no visible loss.
///
/// Histogram over 15 bits per pixel, the most frequent colours kept, the rest mapped to the nearest (`swift-on-linux.md` §4).
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

    /// - Throws: ``DrawingError`` of kind `encoding` with the library's words.
    package func png(level: Int32 = 6) throws(DrawingError) -> [UInt8] {
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
        forEachPixel(data, stride: stride, width: width, height: height) { _, red, green, blue in
            counts[key(red, green, blue)] += 1
        }
        let used = counts.indices.filter { counts[$0] > 0 }
        let kept = used.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(256)
        var indexOfKey = [UInt8](repeating: 0, count: 1 << 15)
        for key in used { indexOfKey[key] = UInt8(nearest(to: key, in: kept)) }
        // Each colour is the mean of the pixels that fall to it, so that a plain background keeps its exact shade.
        var sums = [(red: Int, green: Int, blue: Int, count: Int)](repeating: (0, 0, 0, 0), count: kept.count)
        var pixels = [UInt8](repeating: 0, count: width * height)
        forEachPixel(data, stride: stride, width: width, height: height) { position, red, green, blue in
            let index = indexOfKey[key(red, green, blue)]
            pixels[position] = index
            let sum = sums[Int(index)]
            sums[Int(index)] = (sum.red + red, sum.green + green, sum.blue + blue, sum.count + 1)
        }
        let palette = sums.flatMap { sum in
            [sum.red, sum.green, sum.blue].map { UInt8($0 / max(sum.count, 1)) }
        }
        return (pixels, palette)
    }

    private static func forEachPixel(
        _ data: UnsafeMutablePointer<UInt8>,
        stride: Int,
        width: Int,
        height: Int,
        _ body: (_ position: Int, _ red: Int, _ green: Int, _ blue: Int) -> Void
    ) {
        for row in 0..<height {
            // CAIRO_FORMAT_RGB24 is a 32-bit word 0x00RRGGBB in the machine's order, little-endian here.
            let line = data + row * stride
            for column in 0..<width {
                let pixel = line + column * 4
                body(row * width + column, Int(pixel[2]), Int(pixel[1]), Int(pixel[0]))
            }
        }
    }

    private static func key(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3
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
