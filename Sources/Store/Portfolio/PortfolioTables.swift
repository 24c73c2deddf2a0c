package import Market
package import Platform

extension TableGroup {
    /// Nothing goes with age: what a portfolio is follows from all of its fills.
    static let portfolio = TableGroup(
        part: PortfolioWrites.self,
        clock: ClockMend(instants: [("trading_halts", ["since", "ended_at"]), ("portfolio_risk", ["at"])])
    )
}

extension Schema {
    static let portfolio = """
        CREATE TABLE share_indicators (
            market TEXT NOT NULL, secid TEXT NOT NULL, date TEXT NOT NULL, close REAL NOT NULL, bars INTEGER NOT NULL,
            numbers TEXT NOT NULL,
            PRIMARY KEY (market, secid)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE watchlist (
            market TEXT NOT NULL, secid TEXT NOT NULL, entered_on TEXT NOT NULL, entry_close REAL NOT NULL,
            reason TEXT NOT NULL, rank INTEGER NOT NULL, score REAL NOT NULL, close REAL NOT NULL,
            left_on TEXT, leaving_reason TEXT NOT NULL,
            PRIMARY KEY (market, secid, entered_on)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE portfolios (
            owner TEXT NOT NULL, market TEXT NOT NULL, capital TEXT NOT NULL, began_on TEXT NOT NULL,
            PRIMARY KEY (owner, market)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE trade_signals (
            owner TEXT NOT NULL, market TEXT NOT NULL, date TEXT NOT NULL, secid TEXT NOT NULL, strategy TEXT NOT NULL,
            place INTEGER NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL, reference TEXT NOT NULL,
            range REAL NOT NULL, stop TEXT, take TEXT, lots INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY (owner, market, date, secid, strategy)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE portfolio_fills (
            owner TEXT NOT NULL, market TEXT NOT NULL, number INTEGER NOT NULL, date TEXT NOT NULL, secid TEXT NOT NULL,
            strategy TEXT NOT NULL, cause TEXT NOT NULL, side TEXT NOT NULL, lots INTEGER NOT NULL,
            lot_size INTEGER NOT NULL, price TEXT NOT NULL, fee TEXT NOT NULL,
            PRIMARY KEY (owner, market, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE portfolio_holdings (
            owner TEXT NOT NULL, market TEXT NOT NULL, secid TEXT NOT NULL, strategy TEXT NOT NULL,
            opened_on TEXT NOT NULL, lots INTEGER NOT NULL, lot_size INTEGER NOT NULL, entry TEXT NOT NULL,
            stop TEXT NOT NULL, stop_distance TEXT NOT NULL, best TEXT NOT NULL, take TEXT NOT NULL, mark TEXT NOT NULL,
            PRIMARY KEY (owner, market, secid)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE portfolio_equity (
            owner TEXT NOT NULL, market TEXT NOT NULL, date TEXT NOT NULL, cash TEXT NOT NULL, invested TEXT NOT NULL,
            PRIMARY KEY (owner, market, date)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE portfolio_risk (
            owner TEXT NOT NULL, market TEXT NOT NULL, date TEXT NOT NULL, at INTEGER NOT NULL, equity TEXT NOT NULL,
            exposure REAL NOT NULL, positions INTEGER NOT NULL, largest TEXT, largest_share REAL NOT NULL,
            drawdown REAL NOT NULL, day_loss REAL NOT NULL, total_loss REAL NOT NULL, value_at_risk REAL,
            shortfall REAL, volatility REAL, is_reduced INTEGER NOT NULL, findings TEXT NOT NULL,
            PRIMARY KEY (owner, market, date)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE trading_halts (
            id INTEGER PRIMARY KEY, owner TEXT NOT NULL, market TEXT NOT NULL, cause TEXT NOT NULL,
            since INTEGER NOT NULL, level TEXT NOT NULL,
            who TEXT NOT NULL, why TEXT NOT NULL, ended_at INTEGER, ended_on TEXT, ended_by TEXT, equity TEXT
        ) STRICT;
        CREATE UNIQUE INDEX trading_halts_in_force ON trading_halts (owner, market, cause) WHERE ended_at IS NULL;
        """

    static let closedRisk = "ALTER TABLE portfolio_risk ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;"
    static let lateSignals = "ALTER TABLE trade_signals ADD COLUMN is_late INTEGER NOT NULL DEFAULT 0;"
    static let signalObstacles = "ALTER TABLE trade_signals ADD COLUMN obstacle TEXT;"
}

extension Price: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}

extension Money: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}

extension Lots: SQLConvertible {
    package var sqlValue: SQLValue { .integer(count) }

    package init?(sqlValue: SQLValue) {
        guard let count = Int64(sqlValue: sqlValue) else { return nil }
        self.init(count)
    }
}

extension Side: SQLConvertible {}
extension StrategyName: SQLConvertible {}
extension TradeSignal.Kind: SQLConvertible {}
extension TradeSignal.Outcome: SQLConvertible {}
extension TradeSignal.Obstacle: SQLConvertible {}
extension PortfolioFill.Cause: SQLConvertible {}
extension Halt.Cause: SQLConvertible {}
extension Halt.Level: SQLConvertible {}
