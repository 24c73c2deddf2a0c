import Market
import Platform

extension Connection {
    func editStatement(market: AlgoPackSegment, date: CivilDate) throws -> CalendarStatement? {
        try first(
            "SELECT * FROM calendar_statements WHERE market = ? AND date = ? AND layer = 'edit'",
            [market, date],
            CalendarStatement.init(row:)
        )
    }

    func calendarEdit(_ id: Int64) throws -> CalendarEdit? {
        try first("SELECT * FROM calendar_edits WHERE id = ?", [id], CalendarEdit.init(row:))
    }

    func edit(_ statement: CalendarStatement) throws -> CalendarEdit {
        precondition(statement.layer == .edit, "a person's statement belongs to the edit layer")
        return try record(
            statement.market,
            statement.date,
            before: try editStatement(market: statement.market, date: statement.date),
            after: statement,
            author: statement.author,
            at: statement.saidAt,
            undoes: nil
        )
    }

    /// Takes one edit back; see `CalendarStore.undoEdits(_:author:audit:)`.
    func undo(_ id: Int64, author: String, at now: Timestamp) throws -> CalendarEdit {
        guard let edit = try calendarEdit(id) else {
            throw StoreError(.notFound, "calendar edit \(id) does not exist")
        }
        guard edit.undoneBy == nil else {
            throw StoreError(.conflict, "calendar edit \(id) has been undone already")
        }
        let present = try editStatement(market: edit.market, date: edit.date)
        guard present == edit.after else {
            throw StoreError(
                .conflict,
                "\(edit.market) \(edit.date) was edited again"
                    + (present.map { " by \($0.author)" } ?? "") + "; undo the later edit first"
            )
        }
        let undo = try record(
            edit.market,
            edit.date,
            before: present,
            after: edit.before,
            author: author,
            at: now,
            undoes: id
        )
        try execute("UPDATE calendar_edits SET undone_by = ? WHERE id = ?", [undo.id, id])
        return undo
    }

    /// Puts a step into the edit layer and its history, and raises the revision.
    func record(
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        before: CalendarStatement?,
        after: CalendarStatement?,
        author: String,
        at now: Timestamp,
        undoes: Int64?
    ) throws -> CalendarEdit {
        if let after {
            try save(after)
        } else {
            try removeStatement(market: market, date: date, layer: .edit)
        }
        let revision = try raiseCounter("calendar_revision")
        try execute(
            """
            INSERT INTO calendar_edits (market, date, at, author, before, after, revision, undoes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                market, date, now, author, try before.map { try JSONText(StoredStatement($0)) },
                try after.map { try JSONText(StoredStatement($0)) }, revision, undoes,
            ]
        )
        return CalendarEdit(
            id: try lastInsertID,
            market: market,
            date: date,
            at: now,
            author: author,
            before: before,
            after: after,
            revision: revision,
            undoes: undoes
        )
    }

    func save(_ statement: CalendarStatement) throws {
        try execute(
            """
            INSERT OR REPLACE INTO calendar_statements
                (market, date, layer, kind, sessions, trade_date, is_confirmed, author, note, said_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                statement.market, statement.date, statement.layer, statement.kind,
                try statement.sessions.map { try JSONText($0.map(StoredSession.init)) }, statement.tradeDate,
                statement.isConfirmed, statement.author, statement.note, statement.saidAt,
            ]
        )
    }

    func removeStatement(market: AlgoPackSegment, date: CivilDate, layer: CalendarLayer) throws {
        try execute(
            "DELETE FROM calendar_statements WHERE market = ? AND date = ? AND layer = ?",
            [market, date, layer]
        )
    }
}
