package import Market
import Platform

/// What was collected of shares, by market: listings, daily candles, fundamentals.
package actor ShareStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// All shares of a market that were ever listed, by code.
    package func listings(of market: ShareMarket) throws -> [ShareListing] {
        try database.query("SELECT * FROM shares WHERE market = ? ORDER BY secid", [market]) { row in
            try ShareListing(row: row)
        }
    }

    /// The last candles of a share up to a date, that date included; ascending, in the shares of that date: those before a split are
    /// adjusted for it.
    ///
    /// - Parameter asOf: a later day in whose shares they are wanted.
    package func candles(
        of secid: SecID,
        in market: ShareMarket,
        last count: Int,
        through date: CivilDate,
        asOf: CivilDate? = nil
    ) throws -> [DailyCandle] {
        let splits = try splits(of: secid, in: market).filter { $0.date <= asOf ?? date }
        let candles = try database.query(
            """
            SELECT * FROM (
                SELECT * FROM share_candles WHERE market = ? AND secid = ? AND date <= ? ORDER BY date DESC LIMIT ?
            ) ORDER BY date
            """,
            [market, secid.text, date, count]
        ) { row in try DailyCandle(row: row) }
        return splits.isEmpty ? candles : candles.map { $0.adjusted(for: splits) }
    }

    /// The splits that are known of a share, ascending.
    package func splits(of secid: SecID, in market: ShareMarket) throws -> [ShareSplit] {
        try database.query(
            "SELECT * FROM share_splits WHERE market = ? AND secid = ? ORDER BY date",
            [market, secid.text]
        ) { row in try ShareSplit(row: row) }.compactMap(\.self)
    }

    /// The splits that are known of all shares, by day and code.
    package func splits(in market: ShareMarket) throws -> [ShareSplit] {
        try database.query("SELECT * FROM share_splits WHERE market = ? ORDER BY date, secid", [market]) { row in
            try ShareSplit(row: row)
        }.compactMap(\.self)
    }

    /// The dividends that are known of all shares, by code; each share's ascending.
    package func dividends(in market: ShareMarket) throws -> [SecID: [Dividend]] {
        let rows = try database.query(
            "SELECT * FROM share_dividends WHERE market = ? ORDER BY secid, record_date",
            [market]
        ) { row in (SecID(try row["secid"]), Dividend(recordDate: try row["record_date"], amount: try row["amount"])) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    /// When the dividends of each share were last asked for.
    package func dividendLooks(in market: ShareMarket) throws -> [SecID: CivilDate] {
        let rows = try database.query("SELECT * FROM share_dividend_looks WHERE market = ?", [market]) { row in
            (SecID(try row["secid"]), try row["date"] as CivilDate)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The candles of all shares of a day, by code.
    package func candles(on date: CivilDate, in market: ShareMarket) throws -> [DailyCandle] {
        try database.query(
            "SELECT * FROM share_candles WHERE market = ? AND date = ? ORDER BY secid",
            [market, date]
        ) { row in try DailyCandle(row: row) }
    }

    /// The date of each share's last candle.
    package func lastDates(in market: ShareMarket) throws -> [SecID: CivilDate] {
        let rows = try database.query(
            "SELECT secid, MAX(date) AS date FROM share_candles WHERE market = ? GROUP BY secid",
            [market]
        ) { row in (SecID(try row["secid"]), try row["date"] as CivilDate) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// What was last said of each company up to a date, by code.
    package func fundamentals(in market: ShareMarket, through date: CivilDate) throws -> [ShareFundamentals] {
        try database.query(
            """
            SELECT f.* FROM share_fundamentals f JOIN (
                SELECT secid, MAX(date) AS date FROM share_fundamentals WHERE market = ?1 AND date <= ?2 GROUP BY secid
            ) l ON l.secid = f.secid AND l.date = f.date WHERE f.market = ?1 ORDER BY f.secid
            """,
            [market, date]
        ) { row in try ShareFundamentals(row: row) }
    }

    /// The days of a span that were asked for, ascending; both ends belong to it.
    package func collectedDays(
        in market: ShareMarket,
        from first: CivilDate,
        through last: CivilDate
    ) throws -> [CollectedDay] {
        try database.query(
            "SELECT * FROM share_days WHERE market = ? AND date BETWEEN ? AND ? ORDER BY date",
            [market, first, last]
        ) { row in
            CollectedDay(
                market: try row["market"],
                date: try row["date"],
                shares: try row["shares"],
                isFinal: try row["is_final"],
                collectedAt: try row["collected_at"]
            )
        }
    }
}

extension ShareListing {
    fileprivate init(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            name: try row["name"],
            isin: try row["isin"],
            lotSize: try row["lot_size"],
            priceStep: try row["price_step"],
            listLevel: try row["list_level"],
            board: try row["board"]
        )
    }
}

extension DailyCandle {
    fileprivate init(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            date: try row["date"],
            open: try row["open"],
            high: try row["high"],
            low: try row["low"],
            close: try row["close"],
            volume: try row["volume"],
            value: try row["value"]
        )
    }
}

extension ShareSplit {
    fileprivate init?(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            date: try row["date"],
            before: try row["before"],
            after: try row["after"]
        )
    }
}

extension ShareFundamentals {
    fileprivate init(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            date: try row["date"],
            capitalisation: try row["capitalisation"],
            priceToEarnings: try row["price_to_earnings"],
            priceToBook: try row["price_to_book"],
            dividendYield: try row["dividend_yield"],
            dividendPerShare: try row["dividend_per_share"]
        )
    }
}
