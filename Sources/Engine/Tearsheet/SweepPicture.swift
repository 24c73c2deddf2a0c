import Analytics
import Market
package import Platform

/// A sweep at one look: a column for each value of its key, a row for each measure, the best of a row green and the worst red.
package struct SweepPicture {
    private let key: String
    private let runs: [BacktestSweep.Run]

    package init(_ sweep: BacktestSweep, _ runs: [BacktestSweep.Run]) {
        key = sweep.key
        self.runs = runs
    }

    /// - Throws: ``DrawingError``
    package func png() throws(DrawingError) -> [UInt8] {
        let width = Self.left + Double(max(runs.count, 1)) * Self.cell.width + Self.margin
        let height = Self.top + Double(rows.count) * Self.cell.height + Self.margin
        let canvas = try Canvas(
            width: Int(width),
            height: Int(height),
            background: ChartFrame.Shade.background
        )
        canvas.text(key, x: Self.margin, y: 46, size: 30, ChartFrame.Shade.text, isBold: true)
        for (place, run) in runs.enumerated() {
            let x = Self.left + (Double(place) + 0.5) * Self.cell.width
            canvas.text(run.value ?? "", x: x, y: Self.top - 12, size: 24, ChartFrame.Shade.quiet, align: .centre)
        }
        for (index, row) in rows.enumerated() {
            draw(row, at: Self.top + Double(index) * Self.cell.height, on: canvas)
        }
        return try PaletteImage(canvas).png()
    }

    private struct Row {
        let name: String
        /// Nil where a run has none.
        let value: (BacktestSweep.Run) -> Double?
        /// Whether a larger value is the better one.
        let isGain: Bool
    }

    private var rows: [Row] {
        [
            Row(name: "pnl", value: { $0.result.profit.units }, isGain: true),
            Row(name: "sharpe_ddof1", value: { $0.measures.sharpe }, isGain: true),
            Row(name: "win_rate", value: { BacktestResult.winRate($0.result.closedTrades) }, isGain: true),
            Row(name: "max_drawdown", value: { $0.result.maxDrawdown.units }, isGain: false),
            Row(name: "fees", value: { $0.result.fees.units }, isGain: false),
            Row(name: "trades", value: { Double($0.result.trades) }, isGain: false),
        ]
    }

    private func draw(_ row: Row, at y: Double, on canvas: Canvas) {
        let middle = y + Self.cell.height / 2 + 8
        canvas.text(row.name, x: Self.left - 14, y: middle, size: 24, ChartFrame.Shade.quiet, align: .right)
        let values = runs.map(row.value)
        let known = values.compactMap { $0 }
        let (low, high) = (known.min() ?? 0, known.max() ?? 0)
        for (place, value) in values.enumerated() {
            let x = Self.left + Double(place) * Self.cell.width
            let share = value.map { high > low ? ($0 - low) / (high - low) : 0.5 }
            canvas.fill(
                x: x + 1,
                y: y + 1,
                width: Self.cell.width - 2,
                height: Self.cell.height - 2,
                share.map { Self.colour(row.isGain ? $0 : 1 - $0) } ?? ChartFrame.Shade.grid
            )
            let text =
                value.map { decimalText($0, decimals: $0.magnitude >= 1_000 || $0 == $0.rounded() ? 0 : 2) } ?? "–"
            canvas.text(
                text,
                x: x + Self.cell.width / 2,
                y: middle,
                size: 24,
                ChartFrame.Shade.text,
                align: .centre
            )
        }
    }

    /// From a light red at 0 through white to a light green at 1.
    static func colour(_ share: Double) -> Colour {
        let (worst, best) = ((0xF2, 0xA0, 0xA0), (0x9A, 0xD8, 0xB0))
        let (end, part) = share < 0.5 ? (worst, 1 - share * 2) : (best, share * 2 - 1)
        func mixed(_ colour: Int) -> UInt32 { UInt32((255 + (Double(colour) - 255) * part).rounded()) }
        return Colour(mixed(end.0) << 16 | mixed(end.1) << 8 | mixed(end.2))
    }

    private static let cell = (width: 150.0, height: 64.0)
    private static let left = 230.0
    private static let top = 110.0
    private static let margin = 24.0
}
