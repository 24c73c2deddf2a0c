package import Market

/// What a portfolio was worth when it was last looked at on a day.
package struct EquityPoint: Hashable, Sendable {
    package var date: CivilDate
    package var cash: Money
    /// What the holdings were worth at their last prices.
    package var invested: Money

    package init(date: CivilDate, cash: Money, invested: Money) {
        self.date = date
        self.cash = cash
        self.invested = invested
    }

    package var equity: Money { cash + invested }
}
