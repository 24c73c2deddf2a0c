import Glibc
import Market

/// The embedded Korea Exchange: the daily prices of its shares, the same for the same seed.
struct KoreanMarket: Sendable {
    let seed: UInt64

    /// What a share did on a day; won and pieces.
    struct Day: Hashable, Sendable {
        let open, high, low, close: Int64
        let volume, value: Int64
        /// The close before in the shares of the day.
        let base: Int64

        /// A halted share has a close and no trades.
        var isHalted: Bool { volume == 0 }
    }

    /// Prices of a trading day.
    ///
    /// - Parameter share: in new shares, whatever the day.
    func day(_ share: KoreanShare, on date: CivilDate) -> Day {
        let before = lastClose(share, before: date)
        let chance = chance(share, date)
        guard !isHalted(share, date) else {
            return Day(open: 0, high: 0, low: 0, close: before, volume: 0, value: 0, base: before)
        }
        let share = share.on(date)
        let close = close(share, on: date)
        let open = Self.inSteps(Double(before) * (1 + chance.with(1).within(-0.012...0.012)))
        let high = Self.inSteps(Double(max(open, close)) * (1 + chance.with(2).within(0...0.015)))
        let low = Self.inSteps(Double(min(open, close)) * (1 - chance.with(3).within(0...0.015)))
        let volume = Int64(Double(share.issued) * 0.003 * chance.with(4).within(0.4...2.2)) + 1
        return Day(
            open: open,
            high: max(high, open, close),
            low: min(low, open, close),
            close: close,
            volume: volume,
            value: volume * (open + close + high + low) / 4,
            base: before
        )
    }

    private func chance(_ share: KoreanShare, _ date: CivilDate) -> StableHash {
        StableHash(seed).with(share.code).with(date.dayNumber)
    }

    /// One share in four hundred days.
    private func isHalted(_ share: KoreanShare, _ date: CivilDate) -> Bool {
        chance(share, date).with(9).unit <= 0.0025
    }

    /// The last close before a day, in the shares of that day.
    private func lastClose(_ share: KoreanShare, before date: CivilDate) -> Int64 {
        var last = KoreanTradingDays.previous(before: date)
        // A share is seldom halted twice in a row.
        for _ in 0..<5 where isHalted(share, last) { last = KoreanTradingDays.previous(before: last) }
        let close = close(share.on(last), on: last)
        guard share.code == KoreanShare.split.code, last < KoreanShare.split.date, date >= KoreanShare.split.date else {
            return close
        }
        return Self.inSteps(Double(close) / Double(KoreanShare.split.ratio))
    }

    /// Slow waves of a share's own, and noise of each day; no sum over days before, so that any day is as quick as another.
    private func close(_ share: KoreanShare, on date: CivilDate) -> Int64 {
        let own = StableHash(seed).with(share.code)
        func wave(_ length: Double, _ number: Int) -> Double {
            sin(2 * .pi * (Double(date.dayNumber) / length + own.with(number).unit))
        }
        let noise = own.with(date.dayNumber).with(7).within(-0.012...0.012)
        let drift = 0.22 * wave(311, 1) + 0.08 * wave(53, 2) + 0.03 * wave(13, 3) + noise
        return Self.inSteps(share.basePrice * exp(drift))
    }

    /// Rounded to the price steps in force since 25 January 2023.
    private static func inSteps(_ price: Double) -> Int64 {
        let step: Double =
            switch price {
            case ..<2_000: 1
            case ..<5_000: 5
            case ..<20_000: 10
            case ..<50_000: 50
            case ..<200_000: 100
            case ..<500_000: 500
            default: 1_000
            }
        return max(1, Int64((price / step).rounded() * step))
    }
}
