import Market
import Operations
import Store

/// Changes days for a person in the chat; the result screen offers to take it back.
struct CalendarEditor: Sendable {
    let press: ButtonPress

    private var context: BotContext { press.context }
    private var caller: Caller { press.caller }

    func apply(_ scope: CalendarScope, _ choice: DayChoice, shownAt revision: Int64) async throws -> Reaction {
        let menu = try await CalendarMenu(press)
        let preview = menu.preview(scope, choice, author: caller.author)
        guard menu.snapshot.revision == revision else { return try await changedMeanwhile(preview, menu) }
        guard !preview.changes.isEmpty else { return press.edit(draw(menu, .statuses(scope))) }
        guard let edits = try await write(preview, seen: revision) else {
            let fresh = try await CalendarMenu(press)
            return press.edit(draw(fresh, .confirm(scope, choice), saying: .changedMeanwhile))
        }
        return try await CalendarResult(press: press).reaction(of: edits, from: preview.changes.map(\.before))
    }

    /// - Returns: nil when somebody else changed the calendar in between.
    func write(_ preview: CalendarPreview, seen revision: Int64) async throws -> [CalendarEdit]? {
        let action = CalendarEditing.Action(
            .calendarSet,
            author: caller.author,
            actor: caller.actor,
            at: press.now,
            .summary(object: preview.scope.auditName, after: preview.choice.auditName)
        )
        do {
            return try await CalendarEditing(store: context.store).apply(preview.changes, action, seen: revision)
        } catch let error as StoreError where error.kind == .conflict {
            return nil
        }
    }

    /// The same press twice, or a replay after a crash, finds its own edits; anything else must look again.
    private func changedMeanwhile(_ preview: CalendarPreview, _ menu: CalendarMenu) async throws -> Reaction {
        let latest = try await context.store.calendar.history(limit: CalendarScope.longest * 3)
        if preview.changes.isEmpty, let newest = latest.first, newest.revision == menu.snapshot.revision,
            newest.author == caller.author, newest.undoes == nil, press.now < newest.at + .minutes(2)
        {
            let own = latest.prefix { $0.at == newest.at && $0.author == newest.author && $0.undoes == nil }.reversed()
            let before = own.map { menu.snapshot.day($0.date, $0.market, edited: $0.before?.kind) }
            return try await CalendarResult(press: press).reaction(of: Array(own), from: before)
        }
        let screen: CalendarScreen =
            preview.changes.isEmpty ? .statuses(preview.scope) : .confirm(preview.scope, preview.choice)
        return press.edit(draw(menu, screen, saying: .changedMeanwhile))
    }

    private func draw(
        _ menu: CalendarMenu,
        _ screen: CalendarScreen,
        saying phrase: CalendarPhrase? = nil
    ) -> RenderedMessage {
        var message = menu.message(screen)
        if let phrase { message.html += "\n⚪ " + press.wording.html(phrase) }
        return menu.idling(message, after: context.options.menuIdle)
    }
}
