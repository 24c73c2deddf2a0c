import Analytics
package import Store

/// When a strategy of daily bars buys a share, and when it sells what it bought.
///
/// Long positions only. Decided after a close, done at the next open. Stop and take-profit are the same for all strategies
/// (``EntryPlan``), so a strategy only says when its own reason is gone.
package struct ShareStrategy: Sendable {
    package let name: StrategyName
    /// Nil: nothing to buy; otherwise what was seen.
    package let entry: @Sendable (ShareStudy) -> String?
    /// Nil: nothing to sell; otherwise why.
    ///
    /// The number of bars since the purchase, its own day included, is given.
    package let exit: @Sendable (ShareStudy, _ barsHeld: Int) -> String?

    /// In the order in which they get a share that several want.
    package static let all = [trendPullback, bandReversion, breakout]

    package static func named(_ name: StrategyName) -> ShareStrategy {
        switch name {
        case .trendPullback: trendPullback
        case .bandReversion: bandReversion
        case .breakout: breakout
        }
    }

    /// In a rising trend the day fell to its average of 20 days and closed above it again.
    ///
    /// Trend: close above `sma_50`, which is higher than 10 days before. Sold at a close below `sma_50`.
    package static let trendPullback = ShareStrategy(
        name: .trendPullback,
        entry: { study in
            guard let bar = study.bar(), let slow = study[.average50], let before = study[.average50, back: 10],
                let fast = study[.exponential20], bar.close > slow, slow > before, bar.low <= fast, bar.close > fast
            else { return nil }
            return "close \(text(bar.close)) above rising sma_50 \(text(slow)), low \(text(bar.low)) touched ema_20 "
                + text(fast)
        },
        exit: { study, _ in
            guard let close = study.bar()?.close, let slow = study[.average50], close < slow else { return nil }
            return "close \(text(close)) below sma_50 \(text(slow))"
        }
    )

    /// Closed back above the lower band after a close below it, with `adx_14` below 25.
    ///
    /// Sold at a close on or above the middle band, or after 10 bars.
    package static let bandReversion = ShareStrategy(
        name: .bandReversion,
        entry: { study in
            guard let bar = study.bar(), let before = study.bar(back: 1), let lower = study[.lowerBand],
                let lowerBefore = study[.lowerBand, back: 1], let direction = study[.direction14],
                before.close < lowerBefore, bar.close >= lower, direction < 25
            else { return nil }
            return "close \(text(bar.close)) back above the lower band \(text(lower)), adx_14 \(text(direction))"
        },
        exit: { study, barsHeld in
            guard let close = study.bar()?.close, let middle = study[.middleBand] else { return nil }
            if close >= middle { return "close \(text(close)) reached the middle band \(text(middle))" }
            return barsHeld >= 10 ? "held for \(barsHeld) bars" : nil
        }
    )

    /// Closed above the highest price of the 20 bars before, with 1.5 times their mean volume.
    ///
    /// Sold at a close below the lowest price of the 10 bars before.
    package static let breakout = ShareStrategy(
        name: .breakout,
        entry: { study in
            guard let bar = study.bar(), let highest = study.highest(before: 20),
                let volume = study.averageVolume(before: 20), bar.close > highest, volume > 0,
                bar.volume >= 1.5 * volume
            else { return nil }
            return "close \(text(bar.close)) above the high \(text(highest)) of 20 bars, volume "
                + "\(GroupedNumber.text(bar.volume / volume, decimals: 1)) times the mean"
        },
        exit: { study, _ in
            guard let close = study.bar()?.close, let lowest = study.lowest(before: 10), close < lowest else {
                return nil
            }
            return "close \(text(close)) below the low \(text(lowest)) of 10 bars"
        }
    )

    /// Six significant digits at most, so that a reason reads well.
    private static func text(_ value: Double) -> String {
        let decimals = value.magnitude >= 1_000 ? 1 : value.magnitude >= 1 ? 2 : 5
        return GroupedNumber.text(value, decimals: decimals)
    }
}
