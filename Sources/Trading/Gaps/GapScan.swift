package import Analytics
package import Market

/// Which shares opened far above their close of the trading day before.
package struct GapScan: Hashable, Sendable {
    package let date: CivilDate
    /// The trading day before, to which the closes belong; nil where nothing was traded on the date.
    package let previousDate: CivilDate?
    /// Shares that have both prices.
    package let compared: Int
    /// Those that pass, the largest first.
    package let gaps: [OpeningGap]
    /// Dividends and splits that are a part of them.
    package var remarks = GapRemarks()
}
