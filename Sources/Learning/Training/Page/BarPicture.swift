package import Platform

/// Named values as bars below each other, the longest first.
package struct BarPicture: Sendable {
    private let caption: String
    private let bars: [(name: String, value: Double)]

    /// - Parameter bars: The largest dozen is drawn.
    package init(_ caption: String, _ bars: [(name: String, value: Double)]) {
        self.caption = caption
        self.bars = Array(bars.sorted { ($1.value, $0.name) < ($0.value, $1.name) }.prefix(12))
    }

    /// - Throws: ``DrawingError`` where nothing can be drawn.
    package func png() throws(DrawingError) -> [UInt8] {
        typealias Shade = LinePicture.Shade
        let canvas = try Canvas(width: LinePicture.width, height: LinePicture.height, background: Shade.background)
        canvas.text(caption, x: 24, y: 46, size: 30, Shade.text, isBold: true)
        let most = max(bars.first?.value ?? 0, .leastNormalMagnitude)
        for (place, bar) in bars.enumerated() {
            let top = 74 + Double(place) * 40
            canvas.text(bar.name, x: 330, y: top + 24, size: 22, Shade.text, align: .right)
            canvas.fill(x: 344, y: top + 4, width: max(bar.value / most * 520, 1), height: 26, Shade.lines[0])
            canvas.text(
                LinePicture.text(bar.value),
                x: 356 + bar.value / most * 520,
                y: top + 24,
                size: 22,
                Shade.quiet
            )
        }
        return try PaletteImage(canvas).png()
    }
}
