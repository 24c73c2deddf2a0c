package import Market
package import Platform

/// The delays of one feed on one day: a bar per slot, in the words it is drawn with.
package struct DelayPlot: Sendable {
    /// One slot: its label and SYSTIME − tradetime in seconds.
    package struct Point: Hashable, Sendable {
        package var label: TimeOfDay
        package var seconds: Double

        package init(label: TimeOfDay, seconds: Double) {
            self.label = label
            self.seconds = seconds
        }
    }

    /// What is written on the picture, in the reader's language.
    package struct Captions: Sendable {
        package var title: String
        /// What came, and its max, median, p95, min and mean; each fits on a line.
        package var statistics: [String]
        /// Names the grey line, such as «пт 12.07».
        package var previous: String
        package var limit: String
        /// The same for a limit that lies above the scale.
        package var limitAbove: String
        package var late: String
        package var missing: String
        /// Unit at the axis, with a note when the scale is logarithmic.
        package var axis: String
        /// Writes a tick of the vertical axis.
        package var tick: @Sendable (Double) -> String
        /// Writes the delay over a bar that is late.
        package var mark: @Sendable (Double) -> String

        package init(
            title: String,
            statistics: [String],
            previous: String,
            limit: String,
            limitAbove: String,
            late: String,
            missing: String,
            axis: String,
            tick: @escaping @Sendable (Double) -> String,
            mark: @escaping @Sendable (Double) -> String
        ) {
            self.title = title
            self.statistics = statistics
            self.previous = previous
            self.limit = limit
            self.limitAbove = limitAbove
            self.late = late
            self.missing = missing
            self.axis = axis
            self.tick = tick
            self.mark = mark
        }
    }

    package var points: [Point]
    /// The previous trading day, drawn as a thin line; empty when nothing is stored of it.
    package var previous: [Point]
    /// The slots that were due; those without a point are hatched as missing.
    package var expected: [TimeOfDay]
    /// A word on a missing stretch, by its first label.
    package var gapNotes: [TimeOfDay: String] = [:]
    /// The names of the day's sessions, by their first label.
    package var sessions: [TimeOfDay: String] = [:]
    /// `DELAY`, seconds.
    package var limit: Double
    package var scale: DelayScale
    package var captions: Captions

    package init(
        points: [Point],
        previous: [Point],
        expected: [TimeOfDay],
        limit: Double,
        scale: DelayScale,
        captions: Captions
    ) {
        self.points = points
        self.previous = previous
        self.expected = expected
        self.limit = limit
        self.scale = scale
        self.captions = captions
    }

    /// Draws the picture and encodes it as PNG, 1280 × 960 pixels: Telegram's largest without scaling, in the form that fills a phone.
    package func png() throws(DrawingError) -> [UInt8] {
        let painter = try DelayPlotPainter(plot: self)
        painter.paint()
        return try PaletteImage(painter.canvas).png()
    }
}
