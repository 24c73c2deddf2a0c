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
                "DELETE FROM share_days WHERE date > ?1",
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

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for listing in listings { try database.save(listing.value, of: listing.market, at: now) }
        for candle in candles { try database.save(candle.value, of: candle.market) }
        for found in fundamentals { try database.save(found.value, of: found.market) }
        for day in days { try database.save(day) }
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

    fileprivate func save(_ day: CollectedDay) throws {
        try execute(
            "INSERT OR REPLACE INTO share_days (market, date, shares, is_final, collected_at) VALUES (?, ?, ?, ?, ?)",
            [day.market, day.date, day.shares, day.isFinal, day.collectedAt]
        )
    }
}
