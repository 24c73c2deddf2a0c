import Market
import Operations
import Store

/// What was done, by whom, until when it can be undone, and, once the scheduler has answered, what it did to the jobs.
struct CalendarResult: Sendable {
    let press: ButtonPress
    /// False where the message with the button is an alert, which stays as it is.
    var replacesMessage = true

    private var context: BotContext { press.context }
    private var wording: Wording { press.wording }

    /// - Parameter before: the days of the edits as they were.
    func reaction(of edits: [CalendarEdit], from before: [TradingDay]) async throws -> Reaction {
        guard let one = edits.first, let scope = edits.scope else { return Reaction() }
        let menu = try await CalendarMenu(press)
        var screen = message(edits, one, scope, before, menu)
        let waiting = wording.html(CalendarPhrase.waiting)
        var shown = screen
        shown.html += "\n" + waiting
        // The scheduler's answer, or its silence, is known long before the buttons go.
        var reaction = replacesMessage ? press.edit(shown) : Reaction.reply(press.caller, screen, at: press.now)
        guard replacesMessage else { return reaction }
        screen.fade = shown.fade
        reaction.batch.followUps.new = [
            FollowUpDraft(
                .impact(revision: edits.map(\.revision).max() ?? one.revision),
                for: press.caller,
                screen: screen,
                deadline: press.now + context.options.schedulerPatience
            )
        ]
        return reaction
    }

    private func message(
        _ edits: [CalendarEdit],
        _ one: CalendarEdit,
        _ scope: CalendarScope,
        _ before: [TradingDay],
        _ menu: CalendarMenu
    ) -> RenderedMessage {
        let isUndo = one.undoes != nil
        var lines = ["<b>\(title(edits, one, scope, before, menu, isUndo: isUndo))</b>"]
        lines.append(
            wording.html(
                CalendarPhrase.changedBy,
                ["who": wording.name(of: one.author), "time": wording.moscow(one.at, today: context.today)]
            )
        )
        if edits.count == 1 {
            lines.append(DayText(day: menu.snapshot.calendar.day(one.date, one.market), wording: wording).sessions)
        }
        let home = menu.back(to: scope.span.isSingle ? .day(scope.span.first) : .range(scope.span))
        guard !isUndo else {
            let message = RenderedMessage(html: lines.joined(separator: "\n"), keyboard: [[home, menu.close]])
            return menu.idling(message, after: context.options.menuIdle)
        }
        let end = one.at + context.options.undoWindow
        let until = wording.html(CalendarPhrase.undoUntil, ["time": wording.clock(end, today: context.today)])
        lines.append(until)
        return RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: [
                [menu.button(wording.text(CalendarPhrase.undo), .undo(first: one.id, count: edits.count))],
                [home, menu.close],
            ],
            fade: RenderedMessage.Fade(at: end, withoutLine: until)
        )
    }

    /// Days on which trading is different now; edits that say the same again change nothing that is seen.
    private func changedDays(_ before: [TradingDay], _ menu: CalendarMenu) -> Set<CivilDate> {
        let changed = before.filter { old in
            let new = menu.snapshot.calendar.day(old.date, old.market)
            return old.kind != new.kind || old.sessions != new.sessions
        }
        return Set(changed.map(\.date))
    }

    private func title(
        _ edits: [CalendarEdit],
        _ one: CalendarEdit,
        _ scope: CalendarScope,
        _ before: [TradingDay],
        _ menu: CalendarMenu,
        isUndo: Bool
    ) -> String {
        let (market, date) = (wording.markets(scope), wording.span(scope.span))
        guard edits.count == 1 else {
            let days = wording.count(changedDays(before, menu).count, .day)
            return wording.html(
                isUndo ? CalendarEditPhrase.undoneSeveral : CalendarEditPhrase.appliedSeveral,
                ["market": market, "date": date, "count": days]
            )
        }
        let after = menu.snapshot.calendar.day(one.date, one.market)
        let values: KeyValuePairs = [
            "market": market, "date": date, "before": wording.name(before.first?.kind ?? .unknown),
            "after": wording.name(after.kind),
        ]
        return wording.html(isUndo ? CalendarPhrase.undone : CalendarPhrase.applied, values)
    }
}
