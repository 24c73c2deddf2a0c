import Platform

/// A series as a line, or as an area below zero.
struct CurvePicture {
    enum Style { case line, filled }

    private let values: [Double]
    private let caption: String
    private let style: Style
    /// The names of all values but the first, which stands before them.
    private let periods: [String]

    init(_ values: [Double], caption: String, style: Style, _ periods: [String]) {
        self.periods = periods
        self.values = values
        self.caption = caption
        self.style = style
    }

    func png() throws(DrawingError) -> [UInt8] {
        let frame = try ChartFrame(caption: caption, low: values.min() ?? 0, high: values.max() ?? 0)
        let points = columns.map { (x: x($0.place), y: frame.level($0.value)) }
        switch style {
        case .line:
            frame.canvas.stroke(points, width: 3, ChartFrame.Shade.line)
        case .filled:
            let zero = frame.level(0)
            if let first = points.first, let last = points.last {
                frame.canvas.fillPolygon([(first.x, zero)] + points + [(last.x, zero)], ChartFrame.Shade.loss)
            }
        }
        drawTimes(on: frame)
        return try frame.png()
    }

    /// The first, the middle and the last period, each below its place.
    private func drawTimes(on frame: ChartFrame) {
        guard let last = periods.indices.last else { return }
        let places: [(place: Int, align: Canvas.Alignment)] =
            last < 2 ? [(last, .right)] : [(0, .left), (last / 2, .centre), (last, .right)]
        for (place, align) in places {
            let x = align == .left ? ChartFrame.left : x(place + 1)
            // A date with its time; names of other kinds that are longer would run into each other.
            let name = String(periods[place].prefix(19))
            frame.canvas.text(name, x: x, y: 552, size: 22, ChartFrame.Shade.quiet, align: align)
        }
    }

    private func x(_ place: Int) -> Double {
        let share = Double(place) / Double(max(values.count - 1, 1))
        return ChartFrame.left + share * (ChartFrame.right - ChartFrame.left)
    }

    /// The series, or where it has more values than the picture has columns, the least and the greatest of each.
    private var columns: [(place: Int, value: Double)] {
        let span = max(1, values.count / 800)
        guard span > 1 else { return values.enumerated().map { ($0.offset, $0.element) } }
        return stride(from: 0, to: values.count, by: span).flatMap { start in
            let part = start..<min(start + span, values.count)
            let least = part.min { values[$0] < values[$1] } ?? start
            let greatest = part.max { values[$0] < values[$1] } ?? start
            return [min(least, greatest), max(least, greatest)].map { ($0, values[$0]) }
        }
    }
}
