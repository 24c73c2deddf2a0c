package import Market
package import Store

/// Changes of the calendar by a person: the days and their lines in the audit trail become visible together, or neither.
///
/// One transaction each: the edits with their history and the new revision, then the finished audit lines. A change that
/// the store refuses leaves one line that says so.
package struct CalendarEditing: Sendable {
    /// One action: who does what, as history and audit trail name it.
    package struct Action: Sendable {
        /// How much the audit trail keeps.
        package enum Detail: Sendable {
            /// One line for all days: what was asked for.
            case summary(object: String, after: String)
            /// A line for each day, as it was and as it is.
            case days
        }

        /// What the audit trail calls it.
        package let name: AuditAction
        /// Signs the edits.
        package let author: String
        /// Whom the audit trail names.
        package let actor: String
        package let at: Timestamp
        package let detail: Detail

        package init(_ name: AuditAction, author: String, actor: String, at now: Timestamp, _ detail: Detail) {
            self.name = name
            self.author = author
            self.actor = actor
            at = now
            self.detail = detail
        }
    }

    private let store: OperationsStore

    package init(store: OperationsStore) {
        self.store = store
    }

    /// Makes the changes.
    ///
    /// - Parameter revision: the calendar's revision that the person saw; nil: whatever it is now.
    /// - Throws: ``StoreError`` of kind `conflict` when the calendar has another revision by now.
    package func apply(
        _ changes: [DayChange],
        _ action: Action,
        seen revision: Int64? = nil
    ) async throws -> [CalendarEdit] {
        let lines = AuditLines(action: action, changes: changes)
        return try await refusing(lines) {
            try await store.calendar.editDays(changes.map(\.edit), author: action.author, seen: revision) {
                lines.done($0)
            }
        }
    }

    /// Takes edits back, all of them or none.
    ///
    /// - Parameter snapshot: the calendar as it is.
    /// - Throws: ``StoreError`` of kind `notFound`, or `conflict` when one was undone before or its day is no longer as
    ///   the edit left it.
    package func undo(
        _ edits: [CalendarEdit],
        in snapshot: CalendarSnapshot,
        _ action: Action
    ) async throws -> [CalendarEdit] {
        let lines = AuditLines(action: action, changes: snapshot.changes(edits.map(\.reversed)))
        return try await refusing(lines) {
            try await store.calendar.undoEdits(edits.map(\.id), author: action.author) { lines.done($0) }
        }
    }

    /// Nothing was changed then, so the line of a refusal needs no transaction with anything.
    private func refusing(_ lines: AuditLines, _ body: () async throws -> [CalendarEdit]) async throws -> [CalendarEdit]
    {
        do {
            return try await body()
        } catch let error as StoreError {
            _ = try await store.audit.append(lines.refused(error.kind))
            throw error
        }
    }
}

/// The lines of one action in the audit trail.
private struct AuditLines: Sendable {
    let action: CalendarEditing.Action
    let changes: [DayChange]

    func done(_ edits: [CalendarEdit]) -> [AuditEntry] {
        guard case .days = action.detail else { return [summary(result: edits.auditResult)] }
        return edits.map { edit in
            let change = changes.first { $0.edit.market == edit.market && $0.edit.date == edit.date }
            return entry(
                object: "\(edit.market) \(edit.date)",
                before: change?.before.auditLine ?? "",
                after: change?.after.auditLine ?? "",
                result: [edit].auditResult
            )
        }
    }

    func refused(_ kind: StoreError.Kind) -> AuditEntry { summary(result: .refused(.store(kind))) }

    private func summary(result: AuditResult) -> AuditEntry {
        let before = Set(changes.map(\.before.kind.rawValue)).sorted().joined(separator: ",")
        switch action.detail {
        case .summary(let object, let after):
            return entry(object: object, before: before, after: after, result: result)
        case .days:
            let days = Set(changes.map(\.auditName)).sorted().joined(separator: ",")
            let after = Set(changes.map(\.after.kind.rawValue)).sorted().joined(separator: ",")
            return entry(object: days, before: before, after: after, result: result)
        }
    }

    private func entry(object: String, before: String, after: String, result: AuditResult) -> AuditEntry {
        AuditEntry(
            at: action.at,
            actor: action.actor,
            action: action.name,
            object: object,
            before: before,
            after: after,
            result: result
        )
    }
}

extension TradingDay {
    /// One day in a line: `short 10:00-14:00 (edit by cli anna)`.
    package var auditLine: String {
        let hours = sessions.map(\.span).joined(separator: ",")
        let origin = layer == .edit ? "edit by \(author)" : layer == .rule ? author : "\(layer.rawValue), \(author)"
        return "\(kind)" + (hours.isEmpty ? "" : " \(hours)") + " (\(origin)\(isConfirmed ? "" : ", not confirmed"))"
    }
}
