package import Market
import Platform

extension TableGroup {
    static let gaps = TableGroup(
        part: GapWrites.self,
        retention: [Retention(sql: "DELETE FROM gap_leaders WHERE date < ?", bound: .day)],
        clock: ClockMend(
            instants: [("gap_leaders", ["looked_at"])],
            futureDays: ["DELETE FROM gap_leaders WHERE date > ?1"]
        )
    )
}

extension Schema {
    static let gapLeaders = """
        CREATE TABLE gap_leaders (
            date TEXT NOT NULL, ticker TEXT NOT NULL, place INTEGER NOT NULL, uid TEXT NOT NULL,
            previous_close REAL, open REAL, gap REAL NOT NULL,
            vwap REAL, support REAL, resistance REAL, candles_from INTEGER, candles_till INTEGER,
            failure TEXT NOT NULL, looked_at INTEGER NOT NULL,
            PRIMARY KEY (date, ticker)
        ) STRICT, WITHOUT ROWID;
        """

    static let gapPathsAndDividends = """
        ALTER TABLE gap_leaders ADD COLUMN path TEXT NOT NULL DEFAULT '{"points":[]}';
        ALTER TABLE gap_leaders ADD COLUMN dividend REAL;
        """

    static let gapDoubts = "ALTER TABLE gap_leaders ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;"
}

/// What the gap scan found, in a batch.
package struct GapWrites: BatchPart {
    /// Each replaces what was known of its share and day.
    package var leaders: [GapLeader] = []
    /// A day of which nothing but what is in ``leaders`` stays.
    package var replacedDay: CivilDate?

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        if let replacedDay {
            try database.execute("DELETE FROM gap_leaders WHERE date = ?", [replacedDay])
        }
        for leader in leaders { try database.save(leader) }
    }
}

extension StoreBatch {
    /// The daily gap scan.
    package var gaps: GapWrites {
        get { self[GapWrites.self] }
        _modify { yield &self[GapWrites.self] }
    }
}

extension Connection {
    fileprivate func save(_ leader: GapLeader) throws {
        try execute(
            """
            INSERT OR REPLACE INTO gap_leaders (
                date, ticker, place, uid, previous_close, open, gap, dividend, split, vwap, support, resistance, candles_from,
                candles_till, path, failure, looked_at, doubts
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                leader.date, leader.ticker, leader.place, leader.uid, leader.previousClose, leader.open, leader.gap,
                leader.dividend, leader.split,
                leader.levels?.vwap, leader.levels?.support, leader.levels?.resistance, leader.levels?.from,
                leader.levels?.till, try JSONText(leader.levels?.path ?? PricePath()), leader.failure, leader.lookedAt,
                leader.doubts.rawValue,
            ]
        )
    }
}
