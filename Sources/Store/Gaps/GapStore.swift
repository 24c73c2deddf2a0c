package import Market
import Platform

/// What the daily gap scans found.
package actor GapStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// The leaders of a day, the largest gap first.
    package func leaders(on date: CivilDate) throws -> [GapLeader] {
        try database.query("SELECT * FROM gap_leaders WHERE date = ? ORDER BY place, ticker", [date]) { row in
            try GapLeader(row: row)
        }
    }
}

extension GapLeader {
    fileprivate init(row: Row) throws {
        let vwap: Double? = try row["vwap"]
        self.init(
            date: try row["date"],
            ticker: try row["ticker"],
            place: try row["place"],
            uid: try row["uid"],
            previousClose: try row["previous_close"],
            open: try row["open"],
            gap: try row["gap"],
            dividend: try row["dividend"],
            split: try row["split"],
            levels: try vwap.map {
                Levels(
                    vwap: $0,
                    support: try row["support"],
                    resistance: try row["resistance"],
                    from: try row["candles_from"],
                    till: try row["candles_till"],
                    path: try row.json("path")
                )
            },
            failure: try row["failure"],
            lookedAt: try row["looked_at"]
        )
        doubts = Doubts(rawValue: try row["doubts"])
    }
}
