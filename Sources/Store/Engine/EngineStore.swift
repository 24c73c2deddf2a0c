package import Market
import Platform

/// What the trading engine does, as the process that runs it projects it here; everybody else reads.
package actor EngineStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Nil where no engine was ever configured.
    package func reading() throws -> EngineReading? {
        try database.first("SELECT reading FROM engine WHERE id = 1") { row in try row.json("reading") }
    }

    /// Writes that it goes on as before, when no position has changed.
    package func save(_ reading: EngineReading) throws {
        // After a loss of power the next second says it again.
        try write(.ordered) { try $0.save(reading) }
    }

    /// Positions that are open, by instrument.
    package func openTrips() throws -> [EngineTrip] {
        try database.query("SELECT trip FROM engine_trips WHERE closed_at IS NULL ORDER BY instrument, number") { row in
            try row.json("trip")
        }
    }

    package func trip(_ number: Int64) throws -> EngineTrip? {
        try database.first("SELECT trip FROM engine_trips WHERE number = ?", [number]) { row in try row.json("trip") }
    }

    /// How many were closed since an instant, and how many of them at a loss.
    package func closedCount(since start: Timestamp) throws -> (all: Int, lost: Int) {
        try database.first(
            "SELECT COUNT(*) AS closed, COUNT(*) FILTER (WHERE is_loss) AS lost FROM engine_trips WHERE closed_at >= ?",
            [start]
        ) { row in (try row["closed"], try row["lost"]) } ?? (0, 0)
    }

    /// The latest signals, newest first.
    package func signals(limit: Int) throws -> [EngineSignal] {
        try database.query(
            "SELECT signal FROM engine_signals ORDER BY at DESC, nanoseconds DESC, instrument LIMIT ?",
            [limit]
        ) { row in try row.json("signal") }
    }

    /// Those since an instant, in numbers.
    package func signalTotals(since start: Timestamp) throws -> EngineSignalTotals {
        try database.first(
            """
            SELECT COUNT(*) AS signals, AVG(confidence) AS confidence, COUNT(*) FILTER (WHERE direction > 0) AS long,
                COUNT(*) FILTER (WHERE direction < 0) AS short FROM engine_signals WHERE at >= ?
            """,
            [start]
        ) { row in
            var totals = EngineSignalTotals()
            totals.count = try row["signals"]
            totals.meanConfidence = try row["confidence"]
            totals.long = try row["long"]
            totals.short = try row["short"]
            return totals
        } ?? EngineSignalTotals()
    }

    /// When the chat was given messages of their own for positions, since an instant; ascending.
    package func toldOpenings(since start: Timestamp) throws -> [Timestamp] {
        try database.query(
            "SELECT opened_at FROM engine_trips WHERE is_told AND opened_at >= ? ORDER BY opened_at",
            [start]
        ) { row in try row["opened_at"] }
    }
}

extension Connection {
    func save(_ reading: EngineReading) throws {
        try execute(
            """
            INSERT INTO engine (id, at, reading) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET at = excluded.at, reading = excluded.reading
            """,
            [reading.at, try JSONText(reading)]
        )
    }

    func add(_ signal: EngineSignal) throws {
        try execute(
            """
            INSERT OR IGNORE INTO engine_signals (at, nanoseconds, instrument, direction, confidence, signal)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                signal.at, signal.at.nanoseconds, signal.instrument, signal.direction, signal.confidence,
                try JSONText(signal),
            ]
        )
    }

    func save(_ trip: EngineTrip) throws {
        try execute(
            """
            INSERT INTO engine_trips (number, instrument, opened_at, closed_at, is_loss, is_told, trip)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET closed_at = excluded.closed_at, is_loss = excluded.is_loss,
                is_told = excluded.is_told, trip = excluded.trip
            """,
            [
                trip.number, trip.instrument, trip.openedAt, trip.closedAt, trip.gain < .zero, trip.isTold,
                try JSONText(trip),
            ]
        )
    }
}
