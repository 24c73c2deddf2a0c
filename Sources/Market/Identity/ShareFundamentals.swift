/// What a source tells of a company on a day; nil for what it does not.
package struct ShareFundamentals: Hashable, Sendable {
    package var secid: SecID
    /// The day that it is said of.
    package var date: CivilDate
    /// Value of all issued shares, in the market's currency.
    package var capitalisation: Double?
    /// Price to earnings a share, and price to book value a share.
    package var priceToEarnings, priceToBook: Double?
    /// Dividends of a year to the price, a fraction: 0.05 is five per cent.
    package var dividendYield: Double?
    /// Dividends a share of a year, in the market's currency.
    package var dividendPerShare: Double?

    package init(
        secid: SecID,
        date: CivilDate,
        capitalisation: Double? = nil,
        priceToEarnings: Double? = nil,
        priceToBook: Double? = nil,
        dividendYield: Double? = nil,
        dividendPerShare: Double? = nil
    ) {
        self.secid = secid
        self.date = date
        self.capitalisation = capitalisation
        self.priceToEarnings = priceToEarnings
        self.priceToBook = priceToBook
        self.dividendYield = dividendYield
        self.dividendPerShare = dividendPerShare
    }
}
