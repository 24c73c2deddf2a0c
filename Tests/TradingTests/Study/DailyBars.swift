import Analytics
import Market

/// Daily bars made by hand, one a day from 2024-01-01 on.
enum DailyBars {
    static let start = CivilDate(dayNumber: 19_723)

    static func day(_ index: Int) -> CivilDate { start.adding(days: index) }

    static func bar(
        _ index: Int,
        _ open: Double,
        _ high: Double,
        _ low: Double,
        _ close: Double,
        volume: Double = 1_000
    ) -> Bar {
        Bar(day: day(index), open: open, high: high, low: low, close: close, volume: volume)
    }

    /// Bars that close at these prices, opening at the close before, with a reach of 1 above and below.
    static func closing(at closes: [Double], volume: Double = 1_000) -> [Bar] {
        closes.enumerated().map { index, close in
            let open = index > 0 ? closes[index - 1] : close
            return bar(index, open, max(open, close) + 1, min(open, close) - 1, close, volume: volume)
        }
    }
}
