import Market
import Platform
import Store

/// Prices of a day with VWAP and its band: a panel for each share.
struct PricePlot {
    struct Panel {
        let title: String
        /// Two or more, ascending.
        let points: [PricePath.Point]
        let vwap: String
        let support, resistance: String?

        /// Returns nil where there are too few prices for a line.
        init?(_ title: String, _ levels: GapLeader.Levels, _ wording: Wording) {
            guard levels.path.points.count > 1 else { return nil }
            self.title = title
            points = levels.path.points
            vwap = wording.price(levels.vwap)
            support = levels.support.map(wording.price)
            resistance = levels.resistance.map(wording.price)
        }

        /// The lowest and the highest of what is drawn, with a little room.
        var range: ClosedRange<Double> {
            let values = points.flatMap { [$0.price, $0.vwap, $0.support ?? $0.vwap, $0.resistance ?? $0.vwap] }
            let (low, high) = (values.min() ?? 0, values.max() ?? 1)
            let room = max((high - low) * 0.06, high * 1e-5)
            return (low - room)...(high + room)
        }
    }

    let panels: [Panel]
    /// What the two lines and the band are called.
    let price, band: String

    /// More would be too small on a phone.
    static let mostPanels = 4

    /// Returns nil where there is nothing to draw.
    init?(_ panels: [Panel], _ wording: Wording) {
        guard !panels.isEmpty else { return nil }
        self.panels = Array(panels.prefix(Self.mostPanels))
        price = wording.text(SharePhrase.chart)
        band = wording.text(SharePhrase.band)
    }

    /// A PNG of 1280 pixels' width.
    ///
    /// - Throws: `DrawingError`.
    func file(named name: String) throws -> UploadFile {
        let painter = try PricePlotPainter(plot: self)
        painter.paint()
        return UploadFile(name: "\(name).png", contentType: "image/png", bytes: try PaletteImage(painter.canvas).png())
    }
}
