import Platform

/// A series as a line, or as an area below zero.
struct CurvePicture {
    enum Style { case line, filled }

    private let values: [Double]
    private let caption: String
    private let style: Style

    init(_ values: [Double], caption: String, style: Style) {
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
        return try frame.png()
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
