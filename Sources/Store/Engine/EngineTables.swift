import Market
import Platform

extension TableGroup {
    static let engine = TableGroup(
        part: EngineWrites.self,
        retention: [
            Retention(
                sql: """
                    DELETE FROM living_messages
                    WHERE kind = 'position' AND number IN (SELECT number FROM engine_trips WHERE closed_at < ?)
                    """,
                bound: .instant
            ),
            Retention(
                sql: """
                    DELETE FROM living_messages
                    WHERE kind = 'trading_day' AND number < julianday(?) - 2440588
                    """,
                bound: .day
            ),
            Retention(sql: "DELETE FROM engine_trips WHERE closed_at < ?", bound: .instant),
            Retention(sql: "DELETE FROM engine_signals WHERE at < ?", bound: .instant),
        ],
        clock: ClockMend(
            farthest: ["SELECT MAX(at) AS at FROM engine"],
            marks: ["UPDATE engine SET at = ?1 WHERE at > ?1"],
            instants: [("engine_trips", ["opened_at", "closed_at"])],
            futureRows: ["DELETE FROM engine_signals WHERE at > ?1"]
        )
    )
}

extension Schema {
    /// The trading engine as it projects itself: one row of how it stands, and a row for each position from its opening on.
    static let engine = """
        CREATE TABLE engine (
            id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, reading TEXT NOT NULL
        ) STRICT;
        CREATE TABLE engine_trips (
            number INTEGER PRIMARY KEY, instrument TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER,
            is_loss INTEGER NOT NULL, is_told INTEGER NOT NULL, trip TEXT NOT NULL
        ) STRICT;
        CREATE INDEX engine_trips_open ON engine_trips (instrument, number) WHERE closed_at IS NULL;
        CREATE INDEX engine_trips_closed ON engine_trips (closed_at) WHERE closed_at IS NOT NULL;
        CREATE INDEX engine_trips_told ON engine_trips (opened_at) WHERE is_told;
        """
}

extension Schema {
    /// What its strategies have wanted; two of one instrument at one instant are one that was written twice.
    static let engineSignals = """
        CREATE TABLE engine_signals (
            at INTEGER NOT NULL, nanoseconds INTEGER NOT NULL, instrument TEXT NOT NULL, direction INTEGER NOT NULL,
            confidence REAL, signal TEXT NOT NULL, PRIMARY KEY (at, nanoseconds, instrument)
        ) STRICT, WITHOUT ROWID;
        """
}

/// How the engine stands and which of its positions have changed, in a batch.
package struct EngineWrites: BatchPart {
    /// Nil leaves it as it is.
    package var reading: EngineReading?
    /// Each replaces what was known of it.
    package var trips: [EngineTrip] = []
    package var signals: [EngineSignal] = []

    package init() {}

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        if let reading { try database.save(reading) }
        for trip in trips { try database.save(trip) }
        for signal in signals { try database.add(signal) }
    }
}

extension StoreBatch {
    /// The trading engine.
    package var engine: EngineWrites {
        get { self[EngineWrites.self] }
        _modify { yield &self[EngineWrites.self] }
    }
}
