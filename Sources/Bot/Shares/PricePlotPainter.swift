import Market
import Platform
import Store

/// Puts prices onto a canvas: one panel below the other, each with its own scales.
///
/// A phone shows the picture three times smaller, so nothing is written smaller than 34 pixels.
struct PricePlotPainter {
    let canvas: Canvas
    let plot: PricePlot

    private enum Shade {
        static let background = Colour(0xFFFFFF)
        static let text = Colour(0x1F2933)
        static let quiet = Colour(0x52606D)
        static let price = Colour(0x1F2933)
        static let vwap = Colour(0x3B82C4)
        static let band = Colour(0xDCEAF7)
        static let frame = Colour(0xE4E7EB)
    }

    private static let width = 1_280
    private static let left = 28.0
    /// Beyond it stand the values of the levels.
    private static let right = 1_050.0
    private static let header = 76.0
    private static let small = 34.0
    private let panelHeight: Double

    init(plot: PricePlot) throws(DrawingError) {
        self.plot = plot
        panelHeight = plot.panels.count == 1 ? 720 : 420
        let height = Self.header + panelHeight * Double(plot.panels.count)
        canvas = try Canvas(width: Self.width, height: Int(height), background: Shade.background)
    }

    func paint() {
        paintKey()
        for (index, panel) in plot.panels.enumerated() {
            paint(panel, top: Self.header + panelHeight * Double(index))
        }
    }

    private func paintKey() {
        var x = Self.left
        func name(_ text: String) {
            canvas.text(text, x: x + 50, y: 50, size: Self.small, Shade.quiet)
            x += 50 + canvas.textWidth(text, size: Self.small) + 44
        }
        canvas.stroke([(x, 38), (x + 38, 38)], width: 5, Shade.price)
        name(plot.price)
        canvas.stroke([(x, 38), (x + 38, 38)], width: 5, Shade.vwap)
        name("VWAP")
        canvas.fill(x: x, y: 24, width: 38, height: 28, Shade.band)
        name(plot.band)
    }

    private func paint(_ panel: PricePlot.Panel, top: Double) {
        let area = Area(panel, left: Self.left, right: Self.right, top: top + 64, bottom: top + panelHeight - 66)
        canvas.text(panel.title, x: Self.left, y: top + 44, size: 44, Shade.text, isBold: true)
        let banded = panel.points.compactMap { point in
            point.support.flatMap { low in point.resistance.map { (at: point.at, low: low, high: $0) } }
        }
        canvas.fillPolygon(
            banded.map { area.place($0.at, $0.high) } + banded.reversed().map { area.place($0.at, $0.low) },
            Shade.band
        )
        canvas.stroke(
            [(area.left, area.bottom), (area.right, area.bottom), (area.right, area.top)],
            width: 2,
            Shade.frame
        )
        canvas.stroke(panel.points.map { area.place($0.at, $0.vwap) }, width: 4, Shade.vwap)
        canvas.stroke(panel.points.map { area.place($0.at, $0.price) }, width: 4, Shade.price)
        paintTimes(area)
        paintLevels(panel, area)
    }

    private func paintTimes(_ area: Area) {
        let y = area.bottom + 48
        let text = { (at: Timestamp) in MoscowTime.time(of: at).shortDescription }
        canvas.text(text(area.from), x: area.left, y: y, size: Self.small, Shade.quiet)
        canvas.text(text(area.till), x: area.right, y: y, size: Self.small, Shade.quiet, align: .right)
    }

    /// The last values at the right edge, moved apart where they would cover each other.
    private func paintLevels(_ panel: PricePlot.Panel, _ area: Area) {
        guard let last = panel.points.last else { return }
        let levels = [
            ("R", panel.resistance, last.resistance), ("", panel.vwap, last.vwap), ("S", panel.support, last.support),
        ]
        var lowest = area.top - Self.small
        for (name, text, value) in levels {
            guard let text, let value else { continue }
            let y = max(area.place(last.at, value).y + 12, lowest + Self.small + 4)
            lowest = y
            let colour = name.isEmpty ? Shade.vwap : Shade.quiet
            canvas.text(name.isEmpty ? text : "\(name) \(text)", x: area.right + 14, y: y, size: Self.small, colour)
        }
    }
}

/// Where a panel's instants and prices lie, in pixels.
private struct Area {
    let left, right, top, bottom: Double
    let from, till: Timestamp
    private let range: ClosedRange<Double>
    private let span: Double

    init(_ panel: PricePlot.Panel, left: Double, right: Double, top: Double, bottom: Double) {
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
        from = panel.points.first?.at ?? Timestamp(milliseconds: 0)
        till = panel.points.last?.at ?? from
        range = panel.range
        span = max(from.duration(to: till).inSeconds, 1)
    }

    func place(_ at: Timestamp, _ price: Double) -> (x: Double, y: Double) {
        let share = from.duration(to: at).inSeconds / span
        let height = (price - range.lowerBound) / (range.upperBound - range.lowerBound)
        return (left + share * (right - left), bottom - height * (bottom - top))
    }
}
