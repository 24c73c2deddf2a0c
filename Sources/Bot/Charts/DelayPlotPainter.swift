import Market
import Platform

/// Puts a delay plot onto a canvas.
///
/// Slots stand side by side without the pauses between sessions; a dashed upright line marks each pause. A phone shows the picture
/// three times smaller, so nothing is written smaller than 34 pixels.
struct DelayPlotPainter {
    let canvas: Canvas
    let plot: DelayPlot
    /// All labels of the horizontal axis, ascending.
    let labels: [TimeOfDay]
    private let positions: [TimeOfDay: Int]

    enum Shade {
        static let background = Colour(0xFFFFFF)
        static let text = Colour(0x1F2933)
        static let quiet = Colour(0x52606D)
        static let grid = Colour(0xE4E7EB)
        static let bar = Colour(0x3B82C4)
        static let stem = Colour(0xBCD6EE)
        static let late = Colour(0xD64545)
        static let lateStem = Colour(0xF3C6C6)
        static let previous = Colour(0x7B8794)
        static let missing = Colour(0xF0B429)
        static let missingGround = Colour(0xFFF4D6)
        static let missingText = Colour(0x8A5A00)
    }

    static let left = 150.0
    static let right = 1_252.0
    static let top = 286.0
    static let bottom = 838.0
    /// Pixels of what is written beside the axes.
    static let small = 34.0

    init(plot: DelayPlot) throws(DrawingError) {
        self.plot = plot
        canvas = try Canvas(width: 1_280, height: 960, background: Shade.background)
        labels = Set(plot.expected + plot.points.map(\.label)).sorted()
        positions = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    }

    func paint() {
        paintHeader()
        paintGaps()
        paintGrid()
        paintBars()
        paintPrevious()
        paintSessions()
        paintHours()
        paintGapNotes()
        paintWorst()
    }

    var step: Double {
        (Self.right - Self.left) / Double(max(labels.count, 1))
    }

    private func centre(_ index: Int) -> Double {
        Self.left + (Double(index) + 0.5) * step
    }

    private func level(_ seconds: Double) -> Double {
        Self.bottom - plot.scale.height(of: seconds) * (Self.bottom - Self.top)
    }

    private func paintHeader() {
        canvas.text(plot.captions.title, x: 28, y: 58, size: 44, Shade.text, isBold: true)
        for (index, line) in plot.captions.statistics.enumerated() {
            canvas.text(line, x: 28, y: 112 + Double(index) * 46, size: 36, Shade.text)
        }
        var x = 28.0
        let isLate = plot.points.contains { $0.seconds > plot.limit }
        if isLate { x = paintKey(plot.captions.late, Shade.late, at: x) }
        if labels.count > plot.points.count { x = paintKey(plot.captions.missing, Shade.missing, at: x) }
        if !plot.previous.isEmpty {
            canvas.stroke([(x, 200), (x + 34, 200)], width: 4, Shade.previous)
            canvas.text(plot.captions.previous, x: x + 46, y: 212, size: Self.small, Shade.quiet)
            x += 46 + canvas.textWidth(plot.captions.previous, size: Self.small)
        }
        let axis = canvas.textWidth(plot.captions.axis, size: Self.small)
        guard x + 30 + axis <= Self.right else { return }
        canvas.text(plot.captions.axis, x: Self.right, y: 212, size: Self.small, Shade.quiet, align: .right)
    }

    private func paintKey(_ text: String, _ colour: Colour, at x: Double) -> Double {
        canvas.fill(x: x, y: 187, width: 28, height: 28, colour)
        canvas.text(text, x: x + 40, y: 212, size: Self.small, Shade.quiet)
        return x + 40 + canvas.textWidth(text, size: Self.small) + 40
    }

    private func paintGrid() {
        var last = Double.infinity
        for tick in plot.scale.ticks {
            let y = level(tick)
            canvas.stroke([(Self.left, y), (Self.right, y)], width: 1, Shade.grid)
            guard last - y >= Self.small + 4 else { continue }
            last = y
            canvas.text(
                plot.captions.tick(tick),
                x: Self.left - 12,
                y: y + 12,
                size: Self.small,
                Shade.quiet,
                align: .right
            )
        }
        // Above the scale it is told at the top, so that the bars are seen to be far from it.
        let isAbove = plot.limit > plot.scale.top
        let y = isAbove ? Self.top : level(plot.limit)
        canvas.stroke([(Self.left, y), (Self.right, y)], width: 3, Shade.late, dash: [12, 9])
        let text = isAbove ? plot.captions.limitAbove : plot.captions.limit
        canvas.text(text, x: Self.right, y: y - 10, size: Self.small, Shade.late, align: .right)
    }

    /// Bars on a linear scale; on a logarithmic one, where no length means anything, a stroke at the value on a pale stem.
    ///
    /// On whole pixels, so that no edge is blurred.
    private func paintBars() {
        let width = max(1, (step * 0.78).rounded())
        var bodies: [Bool: [Canvas.Rectangle]] = [:]
        var heads: [Bool: [Canvas.Rectangle]] = [:]
        for point in plot.points {
            guard let index = positions[point.label] else { continue }
            let isLate = point.seconds > plot.limit
            let y = min(level(point.seconds), Self.bottom - 2).rounded()
            let x = (centre(index) - width / 2).rounded()
            bodies[isLate, default: []].append(.init(x: x, y: y, width: width, height: Self.bottom - y))
            heads[isLate, default: []].append(.init(x: x, y: y, width: width, height: 7))
            guard isLate else { continue }
            let middle = x + width / 2
            canvas.fillPolygon([(middle - 8, y - 18), (middle + 8, y - 18), (middle, y - 5)], Shade.late)
        }
        let isStem = plot.scale.isLogarithmic
        for isLate in [false, true] {
            let colour = isLate ? Shade.late : Shade.bar
            canvas.fill(bodies[isLate] ?? [], isStem ? (isLate ? Shade.lateStem : Shade.stem) : colour)
            if isStem { canvas.fill(heads[isLate] ?? [], colour) }
        }
    }

    /// Writes the delay over the worst late bar only: numbers over neighbours would overlap.
    private func paintWorst() {
        guard let worst = plot.points.max(by: { $0.seconds < $1.seconds }), worst.seconds > plot.limit,
            let index = positions[worst.label]
        else { return }
        let text = "\(plot.captions.mark(worst.seconds)) · \(worst.label.shortDescription)"
        let half = canvas.textWidth(text, size: Self.small, isBold: true) / 2
        let x = min(max(centre(index), Self.left + half), Self.right - half)
        let y = max(level(worst.seconds) - 28, Self.top - 18)
        canvas.text(text, x: x, y: y, size: Self.small, Shade.late, align: .centre, isBold: true)
    }

    /// The previous day as a line that breaks where a slot is missing on either day.
    private func paintPrevious() {
        var run: [(x: Double, y: Double)] = []
        var last: Int?
        for point in plot.previous.sorted(by: { $0.label < $1.label }) {
            guard let index = positions[point.label] else { continue }
            if let last, index != last + 1 {
                canvas.stroke(run, width: 3, Shade.previous)
                run = []
            }
            run.append((centre(index), level(point.seconds)))
            last = index
        }
        canvas.stroke(run, width: 3, Shade.previous)
    }

    /// Names stand below the hours, where no bar is.
    private func paintSessions() {
        for (index, label) in labels.enumerated() {
            let x = Self.left + Double(index) * step
            let isPause = index > 0 && label.secondOfDay - labels[index - 1].secondOfDay > 300
            if isPause {
                // Not through the hours between the axis and the names.
                for (from, to) in [(Self.top, Self.bottom + 10), (Self.bottom + 66, Self.bottom + 104)] {
                    canvas.stroke([(x, from), (x, to)], width: 2, Shade.quiet, dash: [4, 6])
                }
            }
            guard isPause || index == 0, let name = plot.sessions[label] else { continue }
            let end = labels.indices.first { $0 > index && plot.sessions[labels[$0]] != nil } ?? labels.count
            let room = Double(end - index) * step
            guard canvas.textWidth(name, size: Self.small) + 16 <= room else { continue }
            canvas.text(name, x: x + room / 2, y: Self.bottom + 98, size: Self.small, Shade.quiet, align: .centre)
        }
    }

    private func paintHours() {
        canvas.stroke([(Self.left, Self.bottom), (Self.right, Self.bottom)], width: 2, Shade.quiet)
        let spacing = hourSpacing
        var lastEnd = 0.0
        for (index, label) in labels.enumerated() {
            guard index == 0 || (label.secondOfDay / 60).isMultiple(of: spacing) else { continue }
            let text = label.shortDescription
            let half = canvas.textWidth(text, size: Self.small) / 2
            let x = min(max(centre(index), Self.left + half - 40), Self.right + 20 - half)
            guard x - half > lastEnd + 12 else { continue }
            canvas.stroke([(centre(index), Self.bottom), (centre(index), Self.bottom + 10)], width: 2, Shade.quiet)
            canvas.text(text, x: x, y: Self.bottom + 50, size: Self.small, Shade.text, align: .centre)
            lastEnd = x + half
        }
    }

    /// Minutes between two labels below the axis: as few as there is room for.
    private var hourSpacing: Int {
        let room = Int((Self.right - Self.left) / (canvas.textWidth("00:00", size: Self.small) + 24))
        return [5, 10, 15, 30, 60, 120].first { spacing in
            labels.count { ($0.secondOfDay / 60).isMultiple(of: spacing) } <= room
        } ?? 180
    }
}
