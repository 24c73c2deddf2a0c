package import Market

/// A share on the watchlist, from its entry until it leaves.
package struct WatchlistEntry: Hashable, Sendable {
    package var secid: SecID
    package var enteredOn: CivilDate
    /// The close of that day, in the market's currency.
    package var entryClose: Double
    /// Why it came: its rank and what it rests on.
    package var reason: String
    /// As it was last ranked: 1 for the best, and 0 to 100.
    package var rank: Int
    package var score: Double
    /// The last close while it was on the list.
    package var close: Double
    /// Nil while it is on the list.
    package var leftOn: CivilDate?
    /// Empty while it is on the list.
    package var leavingReason: String

    package init(
        secid: SecID,
        enteredOn: CivilDate,
        entryClose: Double,
        reason: String,
        rank: Int = 0,
        score: Double = 0,
        close: Double = 0,
        leftOn: CivilDate? = nil,
        leavingReason: String = ""
    ) {
        self.secid = secid
        self.enteredOn = enteredOn
        self.entryClose = entryClose
        self.reason = reason
        self.rank = rank
        self.score = score
        self.close = close
        self.leftOn = leftOn
        self.leavingReason = leavingReason
    }

    /// What the share brought since its entry, a fraction without dividends; nil where the entry has no price.
    package var performance: Double? { entryClose > 0 ? close / entryClose - 1 : nil }
}
