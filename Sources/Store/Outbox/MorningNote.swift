package import Market

/// What a trading day begins with: facts alone, put into words by the bot (`decisions/0005`).
package struct MorningNote: Hashable, Codable, Sendable {
    /// The portfolio whose signals they are.
    package var key: PortfolioKey
    package var date: CivilDate
    /// What each market does today; empty for an exchange that is not Moscow's.
    package var markets: [DayReport.Outlook]
    /// Tickers that are bought and sold at the open, the first served first.
    package var buy, sell: [String]

    /// True where nothing is bought until a person resumes.
    package var isHalted: Bool
    /// What was sold so far by stop, target or after a total loss, in that order; nil until something was, and the note is then drawn anew in its
    /// place.
    package var exits: [Exit]?
    /// When an exchange that is not Moscow's trades on the day, in its own zone.
    package var hours: Hours?

    package struct Exit: Hashable, Codable, Sendable {
        package var code: String
        package var cause: PortfolioFill.Cause

        package init(code: String, cause: PortfolioFill.Cause) {
            self.code = code
            self.cause = cause
        }
    }

    package struct Hours: Hashable, Codable, Sendable {
        package var open, close: TimeOfDay
        /// True where it is later than on other days.
        package var isUnusual: Bool

        package init(open: TimeOfDay, close: TimeOfDay, isUnusual: Bool) {
            self.open = open
            self.close = close
            self.isUnusual = isUnusual
        }
    }

    package init(
        key: PortfolioKey,
        date: CivilDate,
        markets: [DayReport.Outlook],
        buy: [String],
        sell: [String],
        isHalted: Bool = false,
        exits: [Exit]? = nil,
        hours: Hours? = nil
    ) {
        self.key = key
        self.date = date
        self.markets = markets
        self.buy = buy
        self.sell = sell
        self.isHalted = isHalted
        self.exits = exits
        self.hours = hours
    }
}
