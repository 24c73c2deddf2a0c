package import Market
import Platform

extension TableGroup {
    /// Candles and what is said of companies stay: indicators and a look back need years of them, some 12 MB each.
    static let shares = TableGroup(
        part: ShareWrites.self,
        clock: ClockMend(
            instants: [("shares", ["seen_at"]), ("share_days", ["collected_at"])],
            futureDays: [
                "DELETE FROM share_candles WHERE date > ?1", "DELETE FROM share_fundamentals WHERE date > ?1",
                "DELETE FROM share_days WHERE date > ?1", "DELETE FROM share_dividend_looks WHERE date > ?1",
            ]
        )
    )
}

extension Schema {
    static let shares = """
        CREATE TABLE shares (
            market TEXT NOT NULL, secid TEXT NOT NULL, name TEXT NOT NULL, isin TEXT, lot_size INTEGER NOT NULL,
            price_step REAL, list_level INTEGER, board TEXT NOT NULL, seen_at INTEGER NOT NULL,
            PRIMARY KEY (market, secid)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE share_candles (
            market TEXT NOT NULL, secid TEXT NOT NULL, date TEXT NOT NULL,
            open REAL NOT NULL, high REAL NOT NULL, low REAL NOT NULL, close REAL NOT NULL,
            volume REAL NOT NULL, value REAL NOT NULL,
            PRIMARY KEY (market, secid, date)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX share_candles_by_date ON share_candles (market, date);
        CREATE TABLE share_fundamentals (
            market TEXT NOT NULL, secid TEXT NOT NULL, date TEXT NOT NULL, capitalisation REAL,
            price_to_earnings REAL, price_to_book REAL, dividend_yield REAL, dividend_per_share REAL,
            PRIMARY KEY (market, secid, date)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE share_days (
            market TEXT NOT NULL, date TEXT NOT NULL, shares INTEGER NOT NULL, is_final INTEGER NOT NULL,
            collected_at INTEGER NOT NULL,
            PRIMARY KEY (market, date)
        ) STRICT, WITHOUT ROWID;
        """

    /// What is announced of splits and dividends lies in the future, so a clock that was wrong takes nothing from them.
    static let splitsAndDividends = """
        CREATE TABLE share_splits (
            market TEXT NOT NULL, secid TEXT NOT NULL, date TEXT NOT NULL, before REAL NOT NULL, after REAL NOT NULL,
            PRIMARY KEY (market, secid, date)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE share_dividends (
            market TEXT NOT NULL, secid TEXT NOT NULL, record_date TEXT NOT NULL, amount REAL NOT NULL,
            PRIMARY KEY (market, secid, record_date)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE share_dividend_looks (
            market TEXT NOT NULL, secid TEXT NOT NULL, date TEXT NOT NULL,
            PRIMARY KEY (market, secid)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE gap_leaders ADD COLUMN split TEXT;
        """
}

/// What was collected of shares, in a batch; each replaces what was known of its key.
package struct ShareWrites: BatchPart {
    /// A value with the market that it is of.
    package struct Of<Value: Sendable>: Sendable {
        let market: ShareMarket
        let value: Value
    }

    private(set) var listings: [Of<ShareListing>] = []
    private(set) var candles: [Of<DailyCandle>] = []
    private(set) var fundamentals: [Of<ShareFundamentals>] = []
    /// Days that were asked for.
    package var days: [CollectedDay] = []
    private(set) var splits: [SplitChange] = []
    private(set) var dividends: [DividendChange] = []

    struct SplitChange: Sendable {
        /// Which known splits of the market go before.
        enum Scope: Sendable {
            case all, none
            case day(CivilDate)
        }

        let market: ShareMarket
        let replaced: Scope
        let splits: [ShareSplit]
    }

    /// Everything that is known of a share's dividends.
    struct DividendChange: Sendable {
        let market: ShareMarket
        let secid: SecID
        let dividends: [Dividend]
        let askedOn: CivilDate
    }

    package init() {}

    package mutating func add(_ listings: [ShareListing], of market: ShareMarket) {
        self.listings += listings.map { Of(market: market, value: $0) }
    }

    package mutating func add(_ candles: [DailyCandle], of market: ShareMarket) {
        self.candles += candles.map { Of(market: market, value: $0) }
    }

    package mutating func add(_ fundamentals: [ShareFundamentals], of market: ShareMarket) {
        self.fundamentals += fundamentals.map { Of(market: market, value: $0) }
    }

    /// Replaces the known splits of a market, all of them or those of a day.
    package mutating func replace(_ splits: [ShareSplit], of market: ShareMarket, on date: CivilDate? = nil) {
        self.splits.append(SplitChange(market: market, replaced: date.map { .day($0) } ?? .all, splits: splits))
    }

    package mutating func add(_ splits: [ShareSplit], of market: ShareMarket) {
        self.splits.append(SplitChange(market: market, replaced: .none, splits: splits))
    }

    /// Replaces the known dividends of a share, and keeps when they were asked for.
    package mutating func replace(
        _ dividends: [Dividend],
        of secid: SecID,
        in market: ShareMarket,
        askedOn date: CivilDate
    ) {
        self.dividends.append(DividendChange(market: market, secid: secid, dividends: dividends, askedOn: date))
    }

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for listing in listings { try database.save(listing.value, of: listing.market, at: now) }
        for candle in candles { try database.save(candle.value, of: candle.market) }
        for found in fundamentals { try database.save(found.value, of: found.market) }
        for day in days { try database.save(day) }
        for change in splits { try database.save(change) }
        for change in dividends { try database.save(change) }
    }
}

extension StoreBatch {
    /// Collected shares.
    package var shares: ShareWrites {
        get { self[ShareWrites.self] }
        _modify { yield &self[ShareWrites.self] }
    }
}

extension Connection {
    fileprivate func save(_ listing: ShareListing, of market: ShareMarket, at now: Timestamp) throws {
        try execute(
            """
            INSERT OR REPLACE INTO shares (market, secid, name, isin, lot_size, price_step, list_level, board, seen_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                market, listing.secid.text, listing.name, listing.isin, listing.lotSize, listing.priceStep,
                listing.listLevel, listing.board, now,
            ]
        )
    }

    fileprivate func save(_ candle: DailyCandle, of market: ShareMarket) throws {
        try execute(
            """
            INSERT OR REPLACE INTO share_candles (market, secid, date, open, high, low, close, volume, value)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                market, candle.secid.text, candle.date, candle.open, candle.high, candle.low, candle.close,
                candle.volume, candle.value,
            ]
        )
    }

    fileprivate func save(_ found: ShareFundamentals, of market: ShareMarket) throws {
        try execute(
            """
            INSERT OR REPLACE INTO share_fundamentals (
                market, secid, date, capitalisation, price_to_earnings, price_to_book, dividend_yield, dividend_per_share
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                market, found.secid.text, found.date, found.capitalisation, found.priceToEarnings, found.priceToBook,
                found.dividendYield, found.dividendPerShare,
            ]
        )
    }

    fileprivate func save(_ change: ShareWrites.SplitChange) throws {
        switch change.replaced {
        case .all: try execute("DELETE FROM share_splits WHERE market = ?", [change.market])
        case .day(let date):
            try execute("DELETE FROM share_splits WHERE market = ? AND date = ?", [change.market, date])
        case .none: break
        }
        for split in change.splits {
            try execute(
                "INSERT OR REPLACE INTO share_splits (market, secid, date, before, after) VALUES (?, ?, ?, ?, ?)",
                [change.market, split.secid.text, split.date, split.before, split.after]
            )
        }
    }

    fileprivate func save(_ change: ShareWrites.DividendChange) throws {
        let (market, secid) = (change.market, change.secid.text)
        try execute("DELETE FROM share_dividends WHERE market = ? AND secid = ?", [market, secid])
        // Two of one day, such as of a year and of a quarter, are paid to the same holders.
        for (date, amount) in Dictionary(change.dividends.map { ($0.recordDate, $0.amount) }, uniquingKeysWith: +) {
            try execute(
                "INSERT INTO share_dividends (market, secid, record_date, amount) VALUES (?, ?, ?, ?)",
                [market, secid, date, amount]
            )
        }
        try execute(
            "INSERT OR REPLACE INTO share_dividend_looks (market, secid, date) VALUES (?, ?, ?)",
            [market, secid, change.askedOn]
        )
    }

    fileprivate func save(_ day: CollectedDay) throws {
        try execute(
            "INSERT OR REPLACE INTO share_days (market, date, shares, is_final, collected_at) VALUES (?, ?, ?, ?, ?)",
            [day.market, day.date, day.shares, day.isFinal, day.collectedAt]
        )
    }
}
