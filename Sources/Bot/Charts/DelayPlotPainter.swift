import Market
import Platform

/// Puts a delay plot onto a canvas.
///
/// Slots stand side by side without the pauses between sessions; a thin upright line marks each pause.
struct DelayPlotPainter {
    let canvas: Canvas
    private let plot: DelayPlot
    /// All labels of the horizontal axis, ascending.
    private let labels: [TimeOfDay]
    private let positions: [TimeOfDay: Int]

    private enum Shade {
        static let background = Colour(0xFFFFFF)
        static let text = Colour(0x1F2933)
        static let quiet = Colour(0x7B8794)
        static let grid = Colour(0xE4E7EB)
        static let bar = Colour(0x3B82C4)
        static let late = Colour(0xD64545)
        static let previous = Colour(0x52606D)
        static let missing = Colour(0xF0B429)
    }

    private static let left = 112.0
    private static let right = 1_252.0
    private static let top = 182.0
    private static let bottom = 738.0

    init(plot: DelayPlot) throws(DrawingError) {
        self.plot = plot
        canvas = try Canvas(width: 1_280, height: 800, background: Shade.background)
        labels = Set(plot.expected + plot.points.map(\.label)).sorted()
        positions = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    }

    func paint() {
        paintHeader()
        paintGrid()
        paintBars()
        paintPrevious()
        paintHours()
    }

    private var step: Double {
        (Self.right - Self.left) / Double(max(labels.count, 1))
    }

    private func centre(_ index: Int) -> Double {
        Self.left + (Double(index) + 0.5) * step
    }

    private func level(_ seconds: Double) -> Double {
        Self.bottom - plot.scale.height(of: seconds) * (Self.bottom - Self.top)
    }

    private func paintHeader() {
        canvas.text(plot.captions.title, x: 32, y: 52, size: 34, Shade.text, isBold: true)
        canvas.text(plot.captions.statistics, x: 32, y: 94, size: 25, Shade.text)
        var x = 32.0
        let isMissing = labels.count > plot.points.count
        let isLate = plot.points.contains { $0.seconds > plot.limit }
        if isLate { x = paintKey(plot.captions.late, Shade.late, at: x) }
        if isMissing { x = paintKey(plot.captions.missing, Shade.missing, at: x) }
        if !plot.previous.isEmpty {
            canvas.stroke([(x, 125), (x + 26, 125)], width: 3, Shade.previous)
            canvas.text(plot.captions.previous, x: x + 36, y: 133, size: 22, Shade.quiet)
        }
        canvas.text(plot.captions.axis, x: Self.right, y: 133, size: 22, Shade.quiet, align: .right)
    }

    private func paintKey(_ text: String, _ colour: Colour, at x: Double) -> Double {
        canvas.fill(x: x, y: 116, width: 20, height: 20, colour)
        canvas.text(text, x: x + 30, y: 133, size: 22, Shade.quiet)
        return x + 30 + canvas.textWidth(text, size: 22) + 34
    }

    private func paintGrid() {
        for tick in plot.scale.ticks {
            let y = level(tick)
            canvas.stroke([(Self.left, y), (Self.right, y)], width: 1, Shade.grid)
            canvas.text(plot.captions.tick(tick), x: Self.left - 12, y: y + 8, size: 22, Shade.quiet, align: .right)
        }
        guard plot.limit <= plot.scale.top else { return }
        let y = level(plot.limit)
        canvas.stroke([(Self.left, y), (Self.right, y)], width: 2, Shade.late, dash: [10, 8])
        canvas.text(plot.captions.limit, x: Self.right, y: y - 8, size: 20, Shade.late, align: .right)
    }

    private func paintBars() {
        let width = max(1, step * 0.78)
        let seen = Set(plot.points.map(\.label))
        for (index, label) in labels.enumerated() where !seen.contains(label) {
            canvas.fill(x: centre(index) - width / 2, y: Self.bottom - 14, width: width, height: 14, Shade.missing)
        }
        for point in plot.points {
            guard let index = positions[point.label] else { continue }
            let isLate = point.seconds > plot.limit
            let y = min(level(point.seconds), Self.bottom - 2)
            let x = centre(index)
            canvas.fill(
                x: x - width / 2,
                y: y,
                width: width,
                height: Self.bottom - y,
                isLate ? Shade.late : Shade.bar
            )
            if isLate { canvas.fillPolygon([(x - 7, y - 16), (x + 7, y - 16), (x, y - 5)], Shade.late) }
        }
        paintWorst()
    }

    /// Writes the delay over the worst late bar only: numbers over neighbours would overlap.
    private func paintWorst() {
        guard let worst = plot.points.max(by: { $0.seconds < $1.seconds }), worst.seconds > plot.limit,
            let index = positions[worst.label]
        else { return }
        let text = "\(plot.captions.mark(worst.seconds)) · \(worst.label.shortDescription)"
        let half = canvas.textWidth(text, size: 22, isBold: true) / 2
        let x = min(max(centre(index), Self.left + half), Self.right - half)
        let y = max(level(worst.seconds) - 26, Self.top - 16)
        canvas.text(text, x: x, y: y, size: 22, Shade.late, align: .centre, isBold: true)
    }

    /// The previous day as a line that breaks where a slot is missing on either day.
    private func paintPrevious() {
        var run: [(x: Double, y: Double)] = []
        var last: Int?
        for point in plot.previous.sorted(by: { $0.label < $1.label }) {
            guard let index = positions[point.label] else { continue }
            if let last, index != last + 1 {
                canvas.stroke(run, width: 2, Shade.previous)
                run = []
            }
            run.append((centre(index), level(point.seconds)))
            last = index
        }
        canvas.stroke(run, width: 2, Shade.previous)
    }

    private func paintHours() {
        canvas.stroke([(Self.left, Self.bottom), (Self.right, Self.bottom)], width: 2, Shade.quiet)
        var lastEnd = 0.0
        for (index, label) in labels.enumerated() {
            if index > 0, label.secondOfDay - labels[index - 1].secondOfDay > 300 {
                let x = Self.left + Double(index) * step
                canvas.stroke([(x, Self.top), (x, Self.bottom + 10)], width: 1, Shade.quiet, dash: [3, 5])
            }
            guard label.minute == 0 || index == 0 else { continue }
            let text = label.shortDescription
            let half = canvas.textWidth(text, size: 22) / 2
            let x = max(centre(index), Self.left + half - 20)
            guard x - half > lastEnd + 6, x + half < Self.right + 24 else { continue }
            canvas.stroke([(centre(index), Self.bottom), (centre(index), Self.bottom + 8)], width: 2, Shade.quiet)
            canvas.text(text, x: x, y: Self.bottom + 36, size: 22, Shade.text, align: .centre)
            lastEnd = x + half
        }
    }
}
