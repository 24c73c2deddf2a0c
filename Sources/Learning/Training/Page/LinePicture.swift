import Glibc
package import Platform

/// Lines over a common pair of axes, for a phone's screen at twice its size.
package struct LinePicture: Sendable {
    package struct Series: Sendable {
        package let name: String
        package let colour: Colour
        package let points: [(x: Double, y: Double)]
        /// A guide and no measurement.
        package let isDashed: Bool

        package init(_ name: String, _ colour: Colour, _ points: [(x: Double, y: Double)], isDashed: Bool = false) {
            self.name = name
            self.colour = colour
            self.points = points
            self.isDashed = isDashed
        }
    }

    static let width = 1_000
    static let height = 560

    enum Shade {
        static let background = Colour(0xFFFFFF)
        static let text = Colour(0x1F2933)
        static let quiet = Colour(0x52606D)
        static let grid = Colour(0xE4E7EB)
        static let lines = [Colour(0x3B82C4), Colour(0xD64545), Colour(0x2F855A), Colour(0xB7791F)]
    }

    private static let (left, right, top, bottom) = (150.0, 976.0, 120.0, 506.0)

    private let caption: String
    private let series: [Series]

    package init(_ caption: String, _ series: [Series]) {
        self.caption = caption
        self.series = series
    }

    /// - Throws: ``DrawingError`` where nothing can be drawn.
    package func png() throws(DrawingError) -> [UInt8] {
        let canvas = try Canvas(width: Self.width, height: Self.height, background: Shade.background)
        canvas.text(caption, x: 24, y: 46, size: 30, Shade.text, isBold: true)
        let horizontal = Self.range(series.flatMap { $0.points.map(\.x) })
        let vertical = Self.range(series.flatMap { $0.points.map(\.y) })
        func x(_ value: Double) -> Double { Self.left + horizontal.share(value) * (Self.right - Self.left) }
        func y(_ value: Double) -> Double { Self.bottom - vertical.share(value) * (Self.bottom - Self.top) }
        for step in 0...4 {
            let value = vertical.low + (vertical.high - vertical.low) * Double(step) / 4
            canvas.stroke([(Self.left, y(value)), (Self.right, y(value))], width: 1, Shade.grid)
            canvas.text(Self.text(value), x: Self.left - 14, y: y(value) + 8, size: 24, Shade.quiet, align: .right)
            let place = horizontal.low + (horizontal.high - horizontal.low) * Double(step) / 4
            let align: Canvas.Alignment = step == 0 ? .left : step == 4 ? .right : .centre
            canvas.text(Self.text(place), x: x(place), y: 544, size: 24, Shade.quiet, align: align)
        }
        var start = 24.0
        for line in series {
            canvas.stroke(
                Self.thinned(line.points).map { (x: x($0.x), y: y($0.y)) },
                width: 3,
                line.colour,
                dash: line.isDashed ? [8, 8] : []
            )
            guard !line.name.isEmpty else { continue }
            canvas.text(line.name, x: start, y: 90, size: 24, line.colour, isBold: true)
            start += canvas.textWidth(line.name, size: 24, isBold: true) + 28
        }
        return try PaletteImage(canvas).png()
    }

    /// What the axis shows; never of no length.
    private struct Axis {
        let low, high: Double
        func share(_ value: Double) -> Double { (value - low) / (high - low) }
    }

    private static func range(_ values: [Double]) -> Axis {
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        return high > low ? Axis(low: low, high: high) : Axis(low: low - 0.5, high: low + 0.5)
    }

    /// Not more points than the picture has columns.
    private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        let step = max(points.count / 800, 1)
        guard step > 1, let last = points.last else { return points }
        return stride(from: 0, to: points.count, by: step).map { points[$0] } + [last]
    }

    /// With three digits that count.
    static func text(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return "0" }
        let decimals = max(0, 2 - Int(floor(log10(abs(value)) + 1e-9)))
        let scale = pow(10, Double(min(decimals, 9)))
        let rounded = (value * scale).rounded() / scale
        return Int64(exactly: rounded).map(String.init) ?? "\(rounded)"
    }
}
