import Platform

/// How often results of each size came: losses left, gains right.
struct DistributionPicture {
    private let values: [Double]
    private let caption: String

    init(_ values: [Double], caption: String) {
        self.values = values
        self.caption = caption
    }

    func png() throws(DrawingError) -> [UInt8] {
        let ticks = Ticks(low: values.min() ?? 0, high: values.max() ?? 0)
        let counts = counts(ticks)
        let frame = try ChartFrame(caption: caption, low: 0, high: Double(counts.max() ?? 1))
        let step = (ChartFrame.right - ChartFrame.left) / Double(counts.count)
        for (index, count) in counts.enumerated() where count > 0 {
            let middle = ticks.low + (ticks.high - ticks.low) * (Double(index) + 0.5) / Double(counts.count)
            let y = frame.level(Double(count))
            frame.canvas.fill(
                x: ChartFrame.left + Double(index) * step + 1,
                y: y,
                width: step - 2,
                height: frame.level(0) - y,
                middle < 0 ? ChartFrame.Shade.loss : ChartFrame.Shade.gain
            )
        }
        for tick in ticks.values {
            let share = (tick - ticks.low) / (ticks.high - ticks.low)
            let x = ChartFrame.left + share * (ChartFrame.right - ChartFrame.left)
            frame.canvas.text(ticks.text(tick), x: x, y: 552, size: 22, ChartFrame.Shade.quiet, align: .centre)
        }
        return try frame.png()
    }

    /// Bins that begin and end at the ticks, so that zero is an edge wherever it is within them.
    private func counts(_ ticks: Ticks) -> [Int] {
        let parts = max(ticks.values.count - 1, 1)
        let bins = parts * max(1, 40 / parts)
        var counts = [Int](repeating: 0, count: bins)
        for value in values {
            let place = (value - ticks.low) / (ticks.high - ticks.low) * Double(bins)
            counts[min(max(Int(place), 0), bins - 1)] += 1
        }
        return counts
    }
}
