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

    /// A day of one market.
    package struct Day: Hashable, Sendable {
        let market: AlgoPackSegment
        let date: CivilDate

        package init(_ market: AlgoPackSegment, _ date: CivilDate) {
            self.market = market
            self.date = date
        }

        init(_ statement: CalendarStatement) {
            self.init(statement.market, statement.date)
        }
    }

    /// The best source that answered; others may have filled its gaps.
    package let source: Source
    /// All of the layer `.feed`.
    package let statements: [CalendarStatement]
    /// What did not work on the way, for a person: one line each.
    package let remarks: [String]
    /// The days of which a source's silence says something: they are no exceptions.
    let covered: [Source: Set<Day>]
    /// The days of which a table of exceptions came whole.
    let listed: Set<Day>

    package init(
        source: Source,
        statements: [CalendarStatement],
        remarks: [String] = [],
        covered: [Source: Set<Day>] = [:],
        listed: Set<Day> = []
    ) {
        self.source = source
        self.statements = statements
        self.remarks = remarks
        self.covered = covered
        self.listed = listed
    }

    /// The feed layer after this report: days it does not reach keep what was known of them.
    ///
    /// What a source said before and says no more, although its answer reaches the day, is withdrawn; a table of exceptions reaches beyond
    /// its last row only where it has no fewer rows than before: another day in place of one, not a table cut short. The engines' table knows
    /// less than the calendars, so it never changes what a calendar has said. Announced hours stay while the day is traded.
    package func merged(into known: [CalendarStatement]) -> [CalendarStatement] {
        var layer: [Day: CalendarStatement] = [:]
        let rewritten = AlgoPackSegment.allCases.filter { isRewritten($0, known) }
        for statement in known where statement.sessions != nil || !isWithdrawn(statement, rewritten) {
            layer[Day(statement)] = statement
        }
        for statement in statements {
            if let old = layer[Day(statement)] {
                if statement.author == CalendarFeedMapping.engineAuthor, old.author == CalendarFeedMapping.author {
                    continue
                }
                if old.hoursHold(on: statement.kind) { continue }
            }
            layer[Day(statement)] = statement
        }
        return layer.values.sorted { ($0.date, $0.market) < ($1.date, $1.market) }
    }

    /// A calendar lists every day, so it knows better than both.
    private func isWithdrawn(_ statement: CalendarStatement, _ rewritten: [AlgoPackSegment]) -> Bool {
        func reaches(_ source: Source) -> Bool { covered[source]?.contains(Day(statement)) == true }
        return reaches(.offDays) || reaches(.markets)
            || (statement.author == CalendarFeedMapping.engineAuthor
                && (reaches(.engines) || (rewritten.contains(statement.market) && listed.contains(Day(statement)))))
    }

    /// True where the table of exceptions of a market came and is no shorter than what is known of it.
    private func isRewritten(_ market: AlgoPackSegment, _ known: [CalendarStatement]) -> Bool {
        func count(_ statements: [CalendarStatement]) -> Int {
            statements.count {
                $0.market == market && $0.author == CalendarFeedMapping.engineAuthor && listed.contains(Day($0))
            }
        }
        let now = count(statements)
        return now > 0 && now >= count(known)
    }
}

extension CalendarStatement {
    /// True for announced hours that a statement about the whole day does not contradict.
    fileprivate func hoursHold(on other: DayKind) -> Bool {
        guard sessions != nil else { return false }
        return other == kind || (kind == .short && (other == .normal || other == .transferred))
    }
}
