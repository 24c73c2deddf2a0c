import Market
import Platform
import Store

/// The curve of a portfolio's equity, day by day.
struct EquityPlot {
    /// Two or more, ascending.
    let points: [EquityPoint]
    private let market: ShareMarket
    private let wording: Wording

    private static let (width, height) = (1_280.0, 640.0)
    private static let (left, right, top, bottom) = (28.0, 1_000.0, 40.0, 570.0)
    /// A phone shows the picture three times smaller.
    private static let letters = 34.0

    private enum Shade {
        static let background = Colour(0xFFFFFF)
        static let quiet = Colour(0x52606D)
        static let line = Colour(0x3B82C4)
        static let below = Colour(0xDCEAF7)
        static let frame = Colour(0xE4E7EB)
    }

    /// Returns nil with fewer points than a line needs.
    init?(_ points: [EquityPoint], market: ShareMarket, _ wording: Wording) {
        guard points.count > 1 else { return nil }
        self.points = points
        self.market = market
        self.wording = wording
    }

    /// A PNG of 1280 × 640 pixels.
    ///
    /// - Throws: `DrawingError`.
    func file() throws -> UploadFile {
        let canvas = try Canvas(width: Int(Self.width), height: Int(Self.height), background: Shade.background)
        paint(on: canvas)
        return UploadFile(name: "equity.png", contentType: "image/png", bytes: try PaletteImage(canvas).png())
    }

    private func paint(on canvas: Canvas) {
        let places = points.indices.map(place)
        canvas.fillPolygon([(Self.left, Self.bottom)] + places + [(Self.right, Self.bottom)], Shade.below)
        canvas.stroke([(Self.left, Self.bottom), (Self.right, Self.bottom)], width: 2, Shade.frame)
        canvas.stroke(places, width: 5, Shade.line)
        let dates = Self.bottom + 50
        let (first, last) = (points[0], points[points.count - 1])
        canvas.text(wording.fullDate(first.date), x: Self.left, y: dates, size: Self.letters, Shade.quiet)
        canvas.text(
            wording.fullDate(last.date),
            x: Self.right,
            y: dates,
            size: Self.letters,
            Shade.quiet,
            align: .right
        )
        // The highest and the lowest at the edge; the last one is in the caption.
        for (value, y) in [(range.upperBound, Self.top + Self.letters), (range.lowerBound, Self.bottom)] {
            canvas.text(
                wording.money(Money(units: value), of: market),
                x: Self.right + 12,
                y: y,
                size: Self.letters,
                Shade.quiet
            )
        }
    }

    private var range: ClosedRange<Double> {
        let values = points.map(\.equity.units)
        return (values.min() ?? 0)...(values.max() ?? 0)
    }

    private func place(_ index: Int) -> (x: Double, y: Double) {
        let across = Double(index) / Double(points.count - 1)
        let span = range.upperBound - range.lowerBound
        let up = span > 0 ? (points[index].equity.units - range.lowerBound) / span : 0.5
        return (
            Self.left + across * (Self.right - Self.left),
            Self.bottom - 30 - up * (Self.bottom - 30 - Self.top)
        )
    }
}
