package import Market
import Platform

/// Portfolios of the daily jobs, with the watchlist and the indicators that they rest on.
package actor PortfolioStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// What a portfolio began with; nil before its first day.
    package func beginning(of key: PortfolioKey) throws -> (capital: Money, on: CivilDate)? {
        try database.first(
            "SELECT capital, began_on FROM portfolios WHERE owner = ? AND market = ?",
            [key.owner, key.market]
        ) { row in (try row["capital"], try row["began_on"]) }
    }

    /// Every fill, in the order of their numbers.
    package func fills(of key: PortfolioKey) throws -> [PortfolioFill] {
        try database.query(
            "SELECT * FROM portfolio_fills WHERE owner = ? AND market = ? ORDER BY number",
            [key.owner, key.market]
        ) { row in try PortfolioFill(row: row) }
    }

    /// Those of a day, in the order in which they were made.
    package func fills(of key: PortfolioKey, on date: CivilDate) throws -> [PortfolioFill] {
        try database.query(
            "SELECT * FROM portfolio_fills WHERE owner = ? AND market = ? AND date = ? ORDER BY number",
            [key.owner, key.market, date]
        ) { row in try PortfolioFill(row: row) }
    }

    /// What is held, by code.
    package func holdings(of key: PortfolioKey) throws -> [Holding] {
        try database.query(
            "SELECT * FROM portfolio_holdings WHERE owner = ? AND market = ? ORDER BY secid",
            [key.owner, key.market]
        ) { row in try Holding(row: row) }
    }

    /// The signals of a day, exits before entries, those in the order in which they get the money.
    package func signals(of key: PortfolioKey, on date: CivilDate) throws -> [TradeSignal] {
        try database.query(
            "SELECT * FROM trade_signals WHERE owner = ? AND market = ? AND date = ? ORDER BY place",
            [key.owner, key.market, date]
        ) { row in try TradeSignal(row: row) }
    }

    /// Signals of earlier days that nothing became of.
    package func forgottenSignals(of key: PortfolioKey, before date: CivilDate) throws -> [TradeSignal] {
        try database.query(
            """
            SELECT * FROM trade_signals WHERE owner = ? AND market = ? AND date < ? AND outcome = ? ORDER BY date, place
            """,
            [key.owner, key.market, date, TradeSignal.Outcome.pending]
        ) { row in try TradeSignal(row: row) }
    }

    /// How many signals there were, by outcome.
    package func signalCounts(of key: PortfolioKey) throws -> [TradeSignal.Outcome: Int] {
        let rows = try database.query(
            "SELECT outcome, COUNT(*) AS count FROM trade_signals WHERE owner = ? AND market = ? GROUP BY outcome",
            [key.owner, key.market]
        ) { row in (try row["outcome"] as TradeSignal.Outcome, try row["count"] as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The equity of each day, ascending.
    package func equity(of key: PortfolioKey) throws -> [EquityPoint] {
        try database.query(
            "SELECT * FROM portfolio_equity WHERE owner = ? AND market = ? ORDER BY date",
            [key.owner, key.market]
        ) { row in EquityPoint(date: try row["date"], cash: try row["cash"], invested: try row["invested"]) }
    }

    /// What the last risk check found; nil before the first.
    package func lastRisk(of key: PortfolioKey) throws -> RiskReading? {
        try database.first(
            "SELECT * FROM portfolio_risk WHERE owner = ? AND market = ? ORDER BY date DESC LIMIT 1",
            [key.owner, key.market]
        ) { row in try RiskReading(row: row) }
    }

    /// The shares on the watchlist of an exchange, the best first.
    package func watchlist(of market: ShareMarket) throws -> [WatchlistEntry] {
        try database.query(
            "SELECT * FROM watchlist WHERE market = ? AND left_on IS NULL ORDER BY rank, secid",
            [market]
        ) { row in try WatchlistEntry(row: row) }
    }

    /// The last indicators of every share of an exchange, by code.
    package func indicators(of market: ShareMarket) throws -> [ShareIndicators] {
        try database.query("SELECT * FROM share_indicators WHERE market = ? ORDER BY secid", [market]) { row in
            try ShareIndicators(row: row)
        }
    }

    // MARK: Halts

    /// The halts in force.
    package func halts(of key: PortfolioKey) throws -> Halts {
        try database.halts(of: key)
    }

    /// Halts by a person's word, those of all portfolios in one transaction with their lines in the audit trail.
    ///
    /// One of the cause that is in force can become stricter; it is never loosened, and keeps its beginning.
    ///
    /// - Parameter audit: the line that is kept of what was in force of the cause, and of what is now.
    /// - Returns: for each what is in force of the cause now, and whether this changed it; without a change nothing is written.
    package func halt(
        _ keys: [PortfolioKey],
        _ halt: Halt,
        audit: @Sendable (_ key: PortfolioKey, _ before: Halt?, _ after: Halt) -> AuditEntry
    ) throws -> [(halt: Halt, isNew: Bool)] {
        let wanted = Halt(
            halt.cause,
            halt.level,
            until: .person,
            who: StoredWords.line(halt.who),
            why: StoredWords.line(halt.why),
            since: halt.since
        )
        return try write { database in
            try keys.map { key in
                var halts = try database.halts(of: key)
                let before = halts.all.first { $0.cause == wanted.cause }
                guard halts.raise(wanted), let after = halts.all.first(where: { $0.cause == wanted.cause }) else {
                    return (before ?? wanted, false)
                }
                try database.execute(
                    """
                    INSERT INTO trading_halts (owner, market, cause, since, level, who, why) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (owner, market, cause) WHERE ended_at IS NULL
                    DO UPDATE SET level = excluded.level, who = excluded.who, why = excluded.why
                    """,
                    [key.owner, key.market, after.cause, after.since, after.level, after.who, after.why]
                )
                _ = try database.append(audit(key, before, after))
                return (after, true)
            }
        }
    }

    /// Where losses count from: the day on which a person last ended a halt of the risk checks, and the equity then; nil where nobody did.
    ///
    /// What a person halted changes nothing of it: else a word and its withdrawal would forget the losses.
    package func lastResumption(of key: PortfolioKey) throws -> (date: CivilDate, equity: Money)? {
        try database.first(
            """
            SELECT ended_on, equity FROM trading_halts
            WHERE owner = ? AND market = ? AND ended_at IS NOT NULL AND cause <> ?
            ORDER BY ended_at DESC, id DESC LIMIT 1
            """,
            [key.owner, key.market, Halt.Cause.person]
        ) { row in (try row["ended_on"], try row["equity"]) }
    }

    /// A portfolio whose halts end.
    package struct Resumption: Sendable {
        package let key: PortfolioKey
        /// Of its market.
        package let date: CivilDate
        /// From which losses count from now on.
        package let equity: Money

        package init(_ key: PortfolioKey, on date: CivilDate, equity: Money) {
            self.key = key
            self.date = date
            self.equity = equity
        }
    }

    /// Ends all halts by a person's word, those of all portfolios in one transaction with their lines in the audit trail.
    ///
    /// - Parameter audit: the line that is kept of those of a portfolio that ended.
    /// - Returns: those that ended; without any nothing is written.
    package func resume(
        _ resumptions: [Resumption],
        by person: String,
        audit: @Sendable (Resumption, [Halt]) -> AuditEntry
    ) throws -> [Halt] {
        let now = clock.now
        return try write { database in
            try resumptions.flatMap { one in
                let ended = try database.halts(of: one.key).all
                guard !ended.isEmpty else { return [Halt]() }
                try database.execute(
                    """
                    UPDATE trading_halts SET ended_at = ?, ended_on = ?, ended_by = ?, equity = ?
                    WHERE owner = ? AND market = ? AND ended_at IS NULL
                    """,
                    [now, one.date, StoredWords.line(person), one.equity, one.key.owner, one.key.market]
                )
                _ = try database.append(audit(one, ended))
                return ended
            }
        }
    }
}

extension Connection {
    fileprivate func halts(of key: PortfolioKey) throws -> Halts {
        var halts = Halts()
        let stored = try query(
            "SELECT * FROM trading_halts WHERE owner = ? AND market = ? AND ended_at IS NULL ORDER BY cause",
            [key.owner, key.market]
        ) { row in try Halt(row: row) }
        for halt in stored { _ = halts.raise(halt) }
        return halts
    }
}
