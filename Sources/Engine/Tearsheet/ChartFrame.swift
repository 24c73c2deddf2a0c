import Glibc
import Platform

/// A picture's frame: caption, horizontal lines at round values, and where a value lies.
///
/// The size is twice that of a phone's screen, so that letters stay sharp and readable on it.
struct ChartFrame {
    enum Shade {
        static let background = Colour(0xFFFFFF)
        static let text = Colour(0x1F2933)
        static let quiet = Colour(0x52606D)
        static let grid = Colour(0xE4E7EB)
        static let gain = Colour(0x2F855A)
        static let loss = Colour(0xD64545)
        static let line = Colour(0x3B82C4)
    }

    static let width = 1_000
    static let height = 560
    static let left = 150.0
    static let right = 976.0
    static let top = 84.0
    static let bottom = 524.0

    let canvas: Canvas
    private let ticks: Ticks

    /// - Parameters:
    ///   - low: The smallest value to be shown.
    ///   - high: The largest one.
    init(caption: String, low: Double, high: Double) throws(DrawingError) {
        canvas = try Canvas(width: Self.width, height: Self.height, background: Shade.background)
        ticks = Ticks(low: low, high: high)
        canvas.text(caption, x: 24, y: 46, size: 30, Shade.text, isBold: true)
        for tick in ticks.values {
            canvas.stroke([(Self.left, level(tick)), (Self.right, level(tick))], width: 1, Shade.grid)
            canvas.text(
                ticks.text(tick),
                x: Self.left - 14,
                y: level(tick) + 8,
                size: 24,
                Shade.quiet,
                align: .right
            )
        }
    }

    func level(_ value: Double) -> Double {
        Self.bottom - (value - ticks.low) / (ticks.high - ticks.low) * (Self.bottom - Self.top)
    }

    func png() throws(DrawingError) -> [UInt8] {
        try PaletteImage(canvas).png()
    }
}

/// Round values over a range, some four to eight of them.
struct Ticks {
    let low, high: Double
    let values: [Double]
    private let step: Double

    init(low: Double, high: Double) {
        let middle = (low + high) / 2
        let span = high > low ? high - low : max(abs(middle) * 0.1, 1)
        let (low, high) = high > low ? (low, high) : (middle - span / 2, middle + span / 2)
        let power = pow(10, floor(log10(span / 5)))
        let step = [1, 2, 5, 10].map { $0 * power }.first { span / $0 <= 6 } ?? 10 * power
        self.step = step
        let first = floor(low / step)
        let last = ceil(high / step)
        self.low = first * step
        self.high = last * step
        values = (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    /// With thousands as k, millions as M, billions as G.
    func text(_ value: Double) -> String {
        let largest = max(abs(low), abs(high))
        let (unit, letter) = [(1e9, "G"), (1e6, "M"), (1e3, "k")].first { largest >= $0.0 * 10 } ?? (1, "")
        let decimals = max(0, Int(ceil(-log10(step / unit) - 1e-9)))
        return decimalText(value / unit, decimals: min(decimals, 9)) + letter
    }
}

/// A number with so many digits after the point.
func decimalText(_ value: Double, decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return decimals == 0 ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}
