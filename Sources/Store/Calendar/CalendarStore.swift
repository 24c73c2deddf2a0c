package import Market
import Platform

/// What every layer says of the days, with the history of edits.
package actor CalendarStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Rises by one with every change of any calendar statement.
    package func revision() throws -> Int64 {
        try database.first("SELECT value FROM counters WHERE name = 'calendar_revision'") { row in try row["value"] }
            ?? 0
    }

    /// Every statement of every layer, by market, date and layer.
    package func statements() throws -> [CalendarStatement] {
        try database.query(
            "SELECT * FROM calendar_statements ORDER BY market, date, layer",
            [],
            CalendarStatement.init(row:)
        )
    }

    /// Makes a whole layer say exactly this; the revision rises only where a statement really changed.
    ///
    /// The time of a statement that says the same as before is kept. Not for the edit layer, which has a
    /// history.
    ///
    /// - Returns: the number of statements inserted, changed or removed.
    @discardableResult
    package func replaceLayer(_ layer: CalendarLayer, with statements: [CalendarStatement]) throws -> Int {
        precondition(layer != .edit, "edits go through editDay(_:)")
        precondition(statements.allSatisfy { $0.layer == layer }, "a statement belongs to another layer")
        return try write { database in
            let present = try database.query(
                "SELECT * FROM calendar_statements WHERE layer = ?",
                [layer],
                CalendarStatement.init(row:)
            )
            var earlier = Dictionary(present.map { ($0.day, $0) }) { _, last in last }
            var changed = 0
            for statement in statements {
                let known = earlier.removeValue(forKey: statement.day)
                guard known?.saysTheSame(as: statement) != true else { continue }
                try database.save(statement)
                changed += 1
            }
            for day in earlier.keys {
                try database.removeStatement(market: day.market, date: day.date, layer: layer)
                changed += 1
            }
            if changed > 0 { _ = try database.raiseCounter("calendar_revision") }
            return changed
        }
    }

    /// Lets a person say what a day is; history and revision follow in the same transaction.
    ///
    /// - Parameter statement: of the layer `.edit`; its author and time go into the history.
    package func editDay(_ statement: CalendarStatement) throws -> CalendarEdit {
        try write { try $0.edit(statement) }
    }

    package func edit(_ id: Int64) throws -> CalendarEdit? {
        try database.calendarEdit(id)
    }

    /// The edits of one market's day, newest first; of all days when nil.
    package func history(
        market: AlgoPackSegment? = nil,
        date: CivilDate? = nil,
        limit: Int = 20
    ) throws -> [CalendarEdit] {
        try database.query(
            """
            SELECT * FROM calendar_edits
            WHERE (?1 IS NULL OR market = ?1) AND (?2 IS NULL OR date = ?2) ORDER BY id DESC LIMIT ?3
            """,
            [market, date, limit],
            CalendarEdit.init(row:)
        )
    }

    /// The edits of any day before the one of that number, newest first.
    package func history(before id: Int64, limit: Int) throws -> [CalendarEdit] {
        try database.query(
            "SELECT * FROM calendar_edits WHERE id < ? ORDER BY id DESC LIMIT ?",
            [id, limit],
            CalendarEdit.init(row:)
        )
    }

    /// Keeps what a revision did to the jobs, for whoever asked for the change.
    package func saveImpact(_ impact: CalendarImpact) throws {
        try write { database in
            try database.execute(
                "INSERT OR REPLACE INTO calendar_impacts (revision, impact) VALUES (?, ?)",
                [impact.revision, try JSONText(impact)]
            )
        }
    }

    /// The impact of this revision or, where the scheduler took several in one go, of the next one it applied.
    package func impact(revision: Int64) throws -> CalendarImpact? {
        try database.first(
            "SELECT impact FROM calendar_impacts WHERE revision >= ? ORDER BY revision LIMIT 1",
            [revision]
        ) { row in try row.json("impact") }
    }
}
