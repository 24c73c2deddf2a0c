import Analytics
import Market
import TestKit
import Testing

@Suite("Indicators against their definitions")
struct IndicatorPropertyTests {
    @Test("every window's extremes, mean and deviation are those of a fresh look at it", arguments: [2, 3, 20, 80])
    func windows(_ period: Int) throws {
        let bars = Self.bars(seed: UInt64(period), count: 600)
        let names = try ["willr_\(period)", "sma_\(period)", "stddev_\(period)", "wma_\(period)"].map {
            try IndicatorName($0)
        }
        let columns = IndicatorSet.columns(names, of: bars)
        for end in bars.indices where end >= period - 1 {
            let window = bars[(end - period + 1)...end]
            let closes = window.map(\.close)
            let high = window.map(\.high).max() ?? 0
            let low = window.map(\.low).min() ?? 0
            let mean = closes.reduce(0, +) / Double(period)
            let variance = closes.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(period)
            let weighted = closes.enumerated().map { Double($0 + 1) * $1 }.reduce(0, +)
            let range = high == low ? 0 : -100 * (high - bars[end].close) / (high - low)
            #expect(abs(columns[0][end] - range) < 1e-9)
            #expect(abs(columns[1][end] - mean) < 1e-8)
            #expect(abs(columns[2][end] - variance.squareRoot()) < 1e-8 * max(1, variance.squareRoot()))
            #expect(abs(columns[3][end] - weighted / Double(period * (period + 1) / 2)) < 1e-7)
        }
    }

    @Test("bars that come in pieces of any length give the bits of one bar after the other", arguments: 1...6)
    func pieces(_ seed: UInt64) throws {
        let bars = Self.bars(seed: seed, count: 700)
        let names = try [2, 3, 4, 5, 20, 64, 65, 100].flatMap { period in
            try ["cci_\(period)", "realized_vol_\(period)"].map { try IndicatorName($0) }
        }
        var random = SeededRandom(seed: seed)
        let one = IndicatorSet(names)
        let many = IndicatorSet(names)
        var start = 0
        while start < bars.count {
            let end = min(bars.count, start + Int.random(in: 1...300, using: &random))
            let singly = bars[start..<end].map { one.update([$0]) }
            for (index, column) in many.update(Array(bars[start..<end])).enumerated() {
                #expect(column.map(\.bitPattern) == singly.map { $0[index][0].bitPattern }, "\(names[index])")
            }
            start = end
        }
    }

    @Test("a channel index of prices that hardly move is TA-Lib's to the last digits")
    func calmChannel() throws {
        // The sums of a window are made in the order of its places; another order shows in the sixth digit here.
        let prices = (0..<60).map { 250 + Double(($0 * 7) % 11) * 1e-6 }
        let column = IndicatorSet.columns(
            [try IndicatorName("cci_20")],
            of: prices.map { Self.bar(close: $0, volume: 0) }
        )[0]
        // talib.CCI(close, close, close, 20) of TA-Lib 0.8.1 at these bars.
        let expected: [Int: Double] = [
            19: -92.52669242755456, 25: 116.25148151931698, 33: -119.04761905970311,
            41: -92.52669089178424, 50: 90.47618961097177, 58: 116.25148231119854,
        ]
        for (bar, value) in expected { #expect(abs(column[bar] - value) < 1e-10, "bar \(bar): \(column[bar])") }
    }

    @Test("an outlier leaves no trace in the deviation after it has left the window")
    func outlier() throws {
        var prices = [Double](repeating: 0, count: 60).indices.map { 1 + Double($0 % 3) * 1e-3 }
        prices[10] = 1e9
        let bars = prices.map { Self.bar(close: $0, volume: 1) }
        let deviations = IndicatorSet.columns([try IndicatorName("stddev_6")], of: bars)[0]
        let calm = (2.0 / 3).squareRoot() * 1e-3
        #expect(deviations[17...].allSatisfy { abs($0 - calm) < 1e-12 })
    }

    @Test("equal prices have no deviation, no strength and no direction", arguments: [0, 100.1, 123_456.7, 1e-9])
    func constant(_ price: Double) throws {
        let bars = [Bar](repeating: Self.bar(close: price, volume: 0), count: 80)
        let names = try ["stddev_20", "rsi_14", "adx_14", "cci_20", "mfi_14", "stoch_k", "willr_14", "roc_10", "obv"]
            .map {
                try IndicatorName($0)
            }
        for (name, column) in zip(names, IndicatorSet.columns(names, of: bars)) {
            #expect(column.last == 0, "\(name)")
        }
    }

    @Test("a VWAP without volume does not exist, and returns when volume does")
    func emptyVolume() throws {
        let volumes: [Double] = [0, 0, 5, 0, 0, 0, 2]
        let bars = volumes.enumerated().map { Self.bar(close: Double($0.offset + 1), volume: $0.element) }
        let names = try ["vwap_cum", "vwap_2"].map { try IndicatorName($0) }
        let columns = IndicatorSet.columns(names, of: bars)
        let mean = 29.0 / 7  // (3 · 5 + 7 · 2) / 7
        let cumulative: [Double?] = [nil, nil, 3, 3, 3, 3, mean]
        let rolling: [Double?] = [nil, nil, 3, 3, nil, nil, 7]
        #expect(columns[0].map(Self.known) == cumulative)
        #expect(columns[1].map(Self.known) == rolling)
    }

    @Test("a session's VWAP begins anew with each day")
    func session() throws {
        let bars = (0..<6).map { index in
            Self.bar(day: index / 3, close: Double(10 + index), volume: 1)
        }
        let column = IndicatorSet.columns([try IndicatorName("vwap_session")], of: bars)[0]
        #expect(Array(column) == [10, 10.5, 11, 13, 13.5, 14])
    }

    @Test("volatility has no value while the window holds a price without a logarithm")
    func notPositive() throws {
        let prices: [Double] = [1, 2, 4, 0, 4, 8, 16, 16]
        let column = IndicatorSet.columns(
            [try IndicatorName("realized_vol_2")],
            of: prices.map { Self.bar(close: $0, volume: 0) }
        )[0]
        #expect(column.map(\.isNaN) == [true, true, false, true, true, true, false, false])
        #expect(column[6] == 0)
        #expect(abs(column[7] - 0.490129071734273) < 1e-12)  // ln 2 / √2
    }

    private static func known(_ value: Double) -> Double? { value.isNaN ? nil : value }

    private static func bar(day: Int = 0, close: Double, volume: Double) -> Bar {
        Bar(day: CivilDate(dayNumber: 20_000 + day), open: close, high: close, low: close, close: close, volume: volume)
    }

    /// A walk on a grid of 0.01 with stretches that do not move.
    private static func bars(seed: UInt64, count: Int) -> [Bar] {
        var random = SeededRandom(seed: seed)
        var close = 30_000
        return (0..<count).map { index in
            let open = close
            if index % 100 < 70 { close += Int.random(in: -40...40, using: &random) }
            let high = max(open, close) + Int.random(in: 0...9, using: &random)
            let low = min(open, close) - Int.random(in: 0...9, using: &random)
            return Bar(
                day: CivilDate(dayNumber: 20_000),
                open: Double(open) / 100,
                high: Double(high) / 100,
                low: Double(low) / 100,
                close: Double(close) / 100,
                volume: Double(Int.random(in: 0...900, using: &random))
            )
        }
    }
}
