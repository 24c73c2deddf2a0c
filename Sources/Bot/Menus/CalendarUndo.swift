import Market
import Operations
import Store

/// Takes back what one action of the menu changed, while its message still offers that.
struct CalendarUndo: Sendable {
    let press: ButtonPress

    private var context: BotContext { press.context }

    /// Checks that the edits may still be taken back.
    ///
    /// - Returns: nil when the numbers are no action.
    func plan(_ first: Int64, _ count: Int) async throws -> PressPlan? {
        let edits = try await context.store.calendar.action(first: first, count: count)
        guard let one = edits.first else { return nil }
        guard one.at + context.options.undoWindow > press.now else {
            return .refusal(press.wording.text(CalendarPhrase.undoTooLate))
        }
        guard edits.allSatisfy({ $0.undoneBy == nil }) else {
            return .refusal(press.wording.text(CalendarEditPhrase.undoGone))
        }
        return PressPlan { try await undo(edits) }
    }

    private func undo(_ edits: [CalendarEdit]) async throws -> Reaction {
        let snapshot = try await context.calendars.snapshot()
        let before = edits.map { snapshot.calendar.day($0.date, $0.market) }
        let action = CalendarEditing.Action(
            .calendarUndo,
            author: press.caller.author,
            actor: press.caller.actor,
            at: press.now,
            .summary(object: edits.scope?.auditName ?? "", after: "\(edits.auditResult) taken back")
        )
        do {
            let undone = try await CalendarEditing(store: context.store).undo(edits, in: snapshot, action)
            return try await CalendarResult(press: press).reaction(of: undone, from: before)
        } catch let error as StoreError where error.kind == .conflict {
            // Somebody edited a day again, or took the same edits back a moment ago.
            let menu = try await CalendarMenu(press)
            var message = menu.message(edits.scope.map { .statuses($0) } ?? .day(edits[0].date))
            message.html += "\n⚪ " + press.wording.html(CalendarPhrase.changedMeanwhile)
            return press.edit(menu.idling(message, after: context.options.menuIdle))
        }
    }
}
