import Market
import Store

/// Presses in the calendar menu: looking is for viewers, changing for operators.
struct CalendarButtons: ButtonHandler {
    let route = CalendarRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = CalendarRoute(press.payload.arguments) else { return nil }
        let caller = press.caller
        guard route.owner == 0 || route.owner == caller.id else {
            return .refusal(press.wording.text(CommonPhrase.refusedOwner))
        }
        switch route.screen {
        case .close:
            return PressPlan(toast: press.wording.text(CommonPhrase.closed)) {
                .edit(caller, press.wording.html(CommonPhrase.closed), keyboard: [], at: press.now)
            }
        case .open(let date): return PressPlan { try await open(date, press) }
        case .years, .months, .days, .day, .statuses, .history:
            return PressPlan { try await show(route.screen, press) }
        case .confirm, .apply, .undo: break
        }
        guard caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        switch route.screen {
        case .confirm(let date, let market, let choice): return try await confirm(date, market, choice, press)
        case .apply(let date, let market, let choice, let revision):
            return PressPlan { try await CalendarEditor(press: press).apply(date, market, choice, shownAt: revision) }
        case .undo(let edit): return try await CalendarEditor(press: press).undoPlan(edit)
        case .years, .months, .days, .day, .statuses, .history, .open, .close: return nil
        }
    }

    private func confirm(
        _ date: CivilDate,
        _ market: MarketID,
        _ choice: DayChoice,
        _ press: ButtonPress
    ) async throws -> PressPlan {
        let day = try await press.desk.calendars.calendar().day(date, market)
        let edit = day.statements.first { $0.layer == .edit }
        switch choice {
        case .automatic where edit == nil:
            return .refusal(press.wording.text(CalendarPhrase.automaticNone))
        case .kind(let kind) where edit?.kind == kind:
            return .refusal(press.wording.text(CalendarPhrase.sameAsNow))
        case .automatic, .kind:
            return PressPlan { try await show(.confirm(date, market, choice), press) }
        }
    }

    private func show(_ screen: CalendarScreen, _ press: ButtonPress) async throws -> Reaction {
        let menu = try await CalendarMenu(press)
        var message = menu.message(screen)
        if case .history(let date, let market) = screen {
            let edits = try await press.desk.store.calendarHistory(market: market, date: date, limit: 10)
            message = menu.history(edits, date, market)
        }
        return .edit(press.caller, message.html, keyboard: message.keyboard, at: press.now)
    }

    /// A new message, because the one with the button is an alert.
    private func open(_ date: CivilDate, _ press: ButtonPress) async throws -> Reaction {
        let message = try await CalendarMenu(press).message(.day(date))
        return .reply(press.caller, message.html, keyboard: message.keyboard, at: press.now)
    }
}

extension CalendarMenu {
    init(_ press: ButtonPress) async throws {
        self.init(
            snapshot: try await press.desk.calendars.snapshot(),
            today: press.desk.today,
            owner: press.caller.id,
            wording: press.wording
        )
    }

    /// Who changed the day, when, and from what to what; newest first.
    func history(_ edits: [CalendarEdit], _ date: CivilDate, _ market: MarketID) -> RenderedMessage {
        let title = wording.html(
            CalendarPhrase.historyTitle,
            ["market": market.rawValue, "date": wording.longDate(date)]
        )
        let automatic = wording.text(CalendarPhrase.noEdit)
        let rows = edits.map { edit in
            wording.html(
                CalendarPhrase.historyRow,
                [
                    "time": wording.clock(edit.at, today: today), "who": edit.author.signatureName,
                    "before": edit.before.map { wording.name($0.kind) } ?? automatic,
                    "after": edit.after.map { wording.name($0.kind) } ?? automatic,
                ]
            )
        }
        return screen(
            title,
            [[back(to: .statuses(date, market)), close]],
            below: rows.isEmpty ? [wording.html(CalendarPhrase.historyEmpty)] : rows
        )
    }
}
