import Analytics
import Market

/// Bars of a walk on a grid of 0.01 from a small generator, the same for the same seed.
enum SampleBars {
    static func daily(_ count: Int, seed: UInt64) -> [Bar] {
        walk(count, seed: seed) { 15_000 + $0 }
    }

    /// - Parameter day: of a bar, as a day number, by its place.
    static func walk(_ count: Int, seed: UInt64, day: (Int) -> Int) -> [Bar] {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var close = 30_000
        return (0..<count).map { index in
            let open = close
            close = max(1_000, close + next(41) - 20)
            return Bar(
                day: CivilDate(dayNumber: day(index)),
                open: Double(open) / 100,
                high: Double(max(open, close) + next(10)) / 100,
                low: Double(min(open, close) - next(10)) / 100,
                close: Double(close) / 100,
                volume: Double(next(1_000))
            )
        }
    }
}
