package import Market
import Platform

/// What jobs change of portfolios and of what they rest on, in a batch.
package struct PortfolioWrites: BatchPart {
    /// Indicators and the watchlist of an exchange.
    package struct MarketChange: Sendable {
        package let market: ShareMarket
        /// Each replaces what was known of its share.
        package var indicators: [ShareIndicators] = []
        /// Each replaces the row of its share and day of entry.
        package var watchlist: [WatchlistEntry] = []

        package init(_ market: ShareMarket) {
            self.market = market
        }
    }

    package struct Change: Sendable {
        package let key: PortfolioKey
        /// What it begins with, and when; one that has begun stays as it is.
        package var beginning: (capital: Money, on: CivilDate)?
        /// Those of a share, strategy and day that is there already are not written.
        package var newSignals: [TradeSignal] = []
        /// What became of signals that are there.
        package var outcomes: [TradeSignal] = []
        /// A number that is there already makes the transaction fail: nothing is ever bought twice.
        package var fills: [PortfolioFill] = []
        /// All that is held; nil leaves it as it is.
        package var holdings: [Holding]?
        /// Replaces the day's.
        package var equity: EquityPoint?
        /// Replaces the day's.
        package var risk: RiskReading?
        /// One of a cause that is in force already is not written.
        package var halts: [Halt] = []

        package init(_ key: PortfolioKey) {
            self.key = key
        }
    }

    package var markets: [MarketChange] = []
    package var changes: [Change] = []

    package init() {}

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for change in markets {
            for indicators in change.indicators { try database.save(indicators, of: change.market) }
            for entry in change.watchlist { try database.save(entry, of: change.market) }
        }
        for change in changes { try database.save(change) }
    }
}

extension StoreBatch {
    /// Portfolios and what they rest on.
    package var portfolio: PortfolioWrites {
        get { self[PortfolioWrites.self] }
        _modify { yield &self[PortfolioWrites.self] }
    }
}

extension Connection {
    fileprivate func save(_ change: PortfolioWrites.Change) throws {
        let key = change.key
        if let (capital, date) = change.beginning {
            try execute(
                "INSERT OR IGNORE INTO portfolios (owner, market, capital, began_on) VALUES (?, ?, ?, ?)",
                [key.owner, key.market, capital, date]
            )
        }
        for (place, signal) in change.newSignals.enumerated() { try insert(signal, place: place, of: key) }
        for signal in change.outcomes {
            try execute(
                """
                UPDATE trade_signals SET outcome = ?, note = ?, obstacle = ?
                WHERE owner = ? AND market = ? AND date = ? AND secid = ? AND strategy = ?
                """,
                [
                    signal.outcome, signal.note, signal.obstacle, key.owner, key.market, signal.date,
                    signal.secid.text, signal.strategy,
                ]
            )
        }
        for fill in change.fills { try insert(fill, of: key) }
        if let holdings = change.holdings {
            try execute("DELETE FROM portfolio_holdings WHERE owner = ? AND market = ?", [key.owner, key.market])
            for holding in holdings { try insert(holding, of: key) }
        }
        if let point = change.equity {
            try execute(
                "INSERT OR REPLACE INTO portfolio_equity (owner, market, date, cash, invested) VALUES (?, ?, ?, ?, ?)",
                [key.owner, key.market, point.date, point.cash, point.invested]
            )
        }
        if let risk = change.risk { try save(risk, of: key) }
        for halt in change.halts {
            try execute(
                """
                INSERT INTO trading_halts (owner, market, cause, since, level, who, why) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                [key.owner, key.market, halt.cause, halt.since, halt.level, halt.who, halt.why]
            )
        }
    }

    private func insert(_ signal: TradeSignal, place: Int, of key: PortfolioKey) throws {
        try execute(
            """
            INSERT OR IGNORE INTO trade_signals (
                owner, market, date, secid, strategy, place, kind, outcome, reference, range, stop, take, lots, reason, note,
                is_late, obstacle
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.owner, key.market, signal.date, signal.secid.text, signal.strategy, place, signal.kind,
                signal.outcome, signal.reference, signal.range, signal.stop, signal.take, signal.lots, signal.reason,
                signal.note, signal.isLate, signal.obstacle,
            ]
        )
    }

    private func insert(_ fill: PortfolioFill, of key: PortfolioKey) throws {
        try execute(
            """
            INSERT INTO portfolio_fills (
                owner, market, number, date, secid, strategy, cause, side, lots, lot_size, price, fee
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.owner, key.market, fill.number, fill.date, fill.secid.text, fill.strategy, fill.cause, fill.side,
                fill.lots, fill.lotSize, fill.price, fill.fee,
            ]
        )
    }

    private func insert(_ holding: Holding, of key: PortfolioKey) throws {
        try execute(
            """
            INSERT INTO portfolio_holdings (
                owner, market, secid, strategy, opened_on, lots, lot_size, entry, stop, stop_distance, best, take, mark
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.owner, key.market, holding.secid.text, holding.strategy, holding.openedOn, holding.lots,
                holding.lotSize, holding.entry, holding.stop, holding.stopDistance, holding.best, holding.take,
                holding.mark,
            ]
        )
    }

    private func save(_ risk: RiskReading, of key: PortfolioKey) throws {
        try execute(
            """
            INSERT OR REPLACE INTO portfolio_risk (
                owner, market, date, at, equity, exposure, positions, largest, largest_share, drawdown, day_loss,
                total_loss, value_at_risk, shortfall, volatility, is_reduced, is_closed, findings
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.owner, key.market, risk.date, risk.at, risk.equity, risk.exposure, risk.positions, risk.largest,
                risk.largestShare, risk.drawdown, risk.dayLoss, risk.totalLoss, risk.valueAtRisk, risk.shortfall,
                risk.volatility, risk.isReduced, risk.isClosed, risk.findings,
            ]
        )
    }

    fileprivate func save(_ indicators: ShareIndicators, of market: ShareMarket) throws {
        try execute(
            """
            INSERT OR REPLACE INTO share_indicators (market, secid, date, close, bars, numbers) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                market, indicators.secid.text, indicators.date, indicators.close, indicators.bars, indicators.json.text,
            ]
        )
    }

    fileprivate func save(_ entry: WatchlistEntry, of market: ShareMarket) throws {
        try execute(
            """
            INSERT OR REPLACE INTO watchlist (
                market, secid, entered_on, entry_close, reason, rank, score, close, left_on, leaving_reason
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                market, entry.secid.text, entry.enteredOn, entry.entryClose, entry.reason, entry.rank, entry.score,
                entry.close, entry.leftOn, entry.leavingReason,
            ]
        )
    }
}
