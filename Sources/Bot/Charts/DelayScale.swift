import Glibc

/// The vertical scale of the delay plots of one album: linear while everything is below two minutes, else logarithmic.
///
/// On a linear scale one slot that came half an hour late would flatten the usual ten seconds into the axis.
package struct DelayScale: Hashable, Sendable {
    /// Seconds at the top of the plot.
    package let top: Double
    package let isLogarithmic: Bool
    /// Seconds at which grid lines are drawn, ascending.
    package let ticks: [Double]

    /// - Parameter maximum: the largest delay of the album, in seconds.
    package init(maximum: Double) {
        isLogarithmic = maximum > 120
        if isLogarithmic {
            let all: [Double] = [1, 10, 60, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400]
            let above = all.firstIndex { $0 > maximum } ?? all.count - 1
            ticks = Array(all[...above])
            top = max(all[above], maximum)
        } else {
            let steps: [Double] = [2, 5, 10, 20, 30]
            let step = steps.first { maximum * 1.1 / $0 <= 6 } ?? 30
            let count = max(1, Int((maximum * 1.1 / step).rounded(.up)))
            ticks = (0...count).map { Double($0) * step }
            top = Double(count) * step
        }
    }

    /// Where a delay stands between the bottom (0) and the top (1); a negative delay is at the bottom.
    package func height(of seconds: Double) -> Double {
        let value = isLogarithmic ? log10(max(seconds, 0) + 1) / log10(top + 1) : seconds / top
        return min(1, max(0, value))
    }
}
