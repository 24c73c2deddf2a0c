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
    /// By code, the splits since the day before; the closes of these shares are told in new shares.
    package var splits: [SecID: ShareSplit] = [:]
    /// Why nothing is known of splits; nil where the source has an answer.
    package var splitTrouble: String?
}
