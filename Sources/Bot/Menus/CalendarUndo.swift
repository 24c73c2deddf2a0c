import Market
import Store

/// Takes back what one action of the menu changed, while its message still offers that.
struct CalendarUndo: Sendable {
    let press: ButtonPress

    private var desk: BotDesk { press.desk }

    /// Checks that the edits may still be taken back.
    ///
    /// - Returns: nil when the numbers are no action.
    func plan(_ first: Int64, _ count: Int) async throws -> PressPlan? {
        let edits = try await desk.store.calendarAction(first: first, count: count)
        guard let one = edits.first else { return nil }
        guard one.at + desk.options.undoWindow > press.now else {
            return .refusal(press.wording.text(CalendarPhrase.undoTooLate))
        }
        guard edits.allSatisfy({ $0.undoneBy == nil }) else {
            return .refusal(press.wording.text(CalendarEditPhrase.undoGone))
        }
        return PressPlan { try await undo(edits) }
    }

    private func undo(_ edits: [CalendarEdit]) async throws -> Reaction {
        let calendar = try await desk.calendars.calendar()
        let before = edits.map { calendar.day($0.date, $0.market) }
        let audit = try await desk.store.appendAudit(
            AuditEntry(
                at: press.now,
                actor: press.caller.actor,
                action: "calendar.undo",
                object: edits.scope?.auditName ?? "",
                before: Set(before.map(\.kind.rawValue)).sorted().joined(separator: ","),
                after: "\(edits.auditName) taken back"
            )
        )
        do {
            let undone = try await desk.store.undoEdits(edits.map(\.id), author: press.caller.author)
            try await desk.store.finishAudit(audit, result: undone.auditName)
            return try await CalendarResult(press: press).reaction(of: undone, from: before)
        } catch let error as StoreError where error.kind == .conflict {
            // Somebody edited a day again, or took the same edits back a moment ago.
            try await desk.store.finishAudit(audit, result: "refused: \(error.kind)")
            let menu = try await CalendarMenu(press)
            var message = menu.message(edits.scope.map { .statuses($0) } ?? .day(edits[0].date))
            message.html += "\n⚪ " + press.wording.html(CalendarPhrase.changedMeanwhile)
            return press.edit(menu.idling(message, after: desk.options.menuIdle))
        }
    }
}

extension [CalendarEdit] {
    /// The days and markets that the edits touch; nil when there are none.
    var scope: CalendarScope? {
        guard let first = map(\.date).min(), let last = map(\.date).max() else { return nil }
        let markets = Set(map(\.market))
        return CalendarScope(DateSpan(first, last), markets.count == 1 ? markets.first : nil)
    }
}
