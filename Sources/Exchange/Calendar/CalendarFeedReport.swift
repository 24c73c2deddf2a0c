package import Market

/// What the exchange's calendars said, and how far they can be trusted.
package struct CalendarFeedReport: Sendable {
    /// The source that answered, best first.
    package enum Source: String, CaseIterable, Sendable {
        /// `/iss/calendars.json`: all markets, every day.
        case offDays = "calendars"
        /// `/iss/calendars/{stock,currency,futures}.json`.
        case markets = "market calendars"
        /// `/iss/engines/…`: public, exceptions only.
        case engines = "engines"
    }

    package let source: Source
    /// All of the layer `.feed`.
    package let statements: [CalendarStatement]
    /// What did not work on the way, for a person: one line each.
    package let remarks: [String]

    package init(source: Source, statements: [CalendarStatement], remarks: [String] = []) {
        self.source = source
        self.statements = statements
        self.remarks = remarks
    }

    /// The feed layer after this report: days it does not speak of keep what was known of them.
    ///
    /// The engines' table knows less than the calendars, so it adds days and never changes what a calendar has said.
    package func merged(into known: [CalendarStatement]) -> [CalendarStatement] {
        var layer: [Key: CalendarStatement] = [:]
        for statement in known { layer[Key(statement)] = statement }
        for statement in statements {
            let old = layer[Key(statement)]
            if source == .engines, let old, old.author == CalendarFeedMapping.author { continue }
            layer[Key(statement)] = statement
        }
        return layer.values.sorted { ($0.date, $0.market) < ($1.date, $1.market) }
    }

    private struct Key: Hashable {
        let market: MarketID
        let date: CivilDate

        init(_ statement: CalendarStatement) {
            market = statement.market
            date = statement.date
        }
    }
}
