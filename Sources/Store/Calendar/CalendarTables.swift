package import Market
import Platform

extension TableGroup {
    static let calendar = TableGroup(
        part: CalendarWrites.self,
        clock: ClockMend(instants: [("calendar_edits", ["at"]), ("calendar_statements", ["said_at"])])
    )
}

extension Schema {
    static let calendar = """
        CREATE TABLE calendar_statements (
            market TEXT NOT NULL, date TEXT NOT NULL, layer TEXT NOT NULL,
            kind TEXT NOT NULL, sessions TEXT, trade_date TEXT, is_confirmed INTEGER NOT NULL,
            author TEXT NOT NULL, note TEXT NOT NULL, said_at INTEGER NOT NULL,
            PRIMARY KEY (market, date, layer)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE calendar_edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            market TEXT NOT NULL, date TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,
            before TEXT, after TEXT, revision INTEGER NOT NULL,
            undoes INTEGER REFERENCES calendar_edits (id),
            undone_by INTEGER REFERENCES calendar_edits (id)
        ) STRICT;
        CREATE INDEX calendar_edits_day ON calendar_edits (market, date, id);
        CREATE TABLE calendar_impacts (revision INTEGER PRIMARY KEY, impact TEXT NOT NULL) STRICT;
        """
}

/// Edits of the calendar in a batch.
package struct CalendarWrites: BatchPart {
    /// Each with its history row and revision.
    package var edits: [CalendarStatement] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for statement in edits { receipt.calendarEdits.append(try database.edit(statement)) }
    }
}

extension StoreBatch {
    /// Edits of the calendar.
    package var calendar: CalendarWrites {
        get { self[CalendarWrites.self] }
        _modify { yield &self[CalendarWrites.self] }
    }
}
