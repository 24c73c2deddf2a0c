package import Market
import Platform

/// What a person makes of one day of one market.
package enum DayEdit: Hashable, Sendable {
    /// A statement of the edit layer.
    case say(CalendarStatement)
    /// Take the edit away, so that the weaker layers speak.
    case clear(AlgoPackSegment, CivilDate)
}

extension CalendarStore {
    /// Changes several days at once, in one transaction: all of them or none.
    ///
    /// The edits of one action have numbers in a row; ``action(first:count:)`` finds them again.
    ///
    /// - Parameters:
    ///   - revision: the calendar's revision that the person saw; nil: whatever it is now.
    ///   - audit: the lines that the audit trail keeps of the finished edits, in the same transaction.
    /// - Throws: ``StoreError`` of kind `conflict` when the calendar has another revision by now.
    package func editDays(
        _ edits: [DayEdit],
        author: String,
        seen revision: Int64? = nil,
        audit: @Sendable ([CalendarEdit]) -> [AuditEntry] = { _ in [] }
    ) throws -> [CalendarEdit] {
        let now = clock.now
        return try write { database in
            let present =
                try database.first("SELECT value FROM counters WHERE name = 'calendar_revision'") { row in
                    try row["value"] as Int64
                } ?? 0
            if let revision, revision != present {
                throw StoreError(.conflict, "the calendar is at revision \(present), not \(revision)")
            }
            let done: [CalendarEdit] = try edits.compactMap { edit in
                switch edit {
                case .say(let statement): return try database.edit(statement)
                case .clear(let market, let date):
                    guard let before = try database.editStatement(market: market, date: date) else { return nil }
                    return try database.record(
                        market,
                        date,
                        before: before,
                        after: nil,
                        author: author,
                        at: now,
                        undoes: nil
                    )
                }
            }
            for entry in audit(done) { _ = try database.append(entry) }
            return done
        }
    }

    /// Takes edits back in one transaction, all of them or none: each day's edit layer says again what it said before, or nothing.
    ///
    /// An undo is an edit itself, with a place in the history, and can be undone.
    ///
    /// - Parameter audit: as for ``editDays(_:author:seen:audit:)``.
    /// - Throws: ``StoreError`` of kind `notFound`, or `conflict` when an edit was undone before or the day is no longer as the
    ///   edit left it.
    package func undoEdits(
        _ ids: [Int64],
        author: String,
        audit: @Sendable ([CalendarEdit]) -> [AuditEntry] = { _ in [] }
    ) throws -> [CalendarEdit] {
        let now = clock.now
        return try write { database in
            let done = try ids.map { try database.undo($0, author: author, at: now) }
            for entry in audit(done) { _ = try database.append(entry) }
            return done
        }
    }

    /// The edits that one action made, by the number of its first; empty when these numbers are no single action.
    package func action(first: Int64, count: Int) throws -> [CalendarEdit] {
        guard count > 0, let end = first.sumOrNil(Int64(count)) else { return [] }
        let edits = try database.query(
            "SELECT * FROM calendar_edits WHERE id >= ? AND id < ? ORDER BY id",
            [first, end],
            CalendarEdit.init(row:)
        )
        guard edits.count == count, let one = edits.first,
            edits.allSatisfy({ $0.at == one.at && $0.author == one.author && $0.undoes == nil })
        else { return [] }
        return edits
    }
}

extension Int64 {
    fileprivate func sumOrNil(_ other: Int64) -> Int64? {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? nil : sum
    }
}
