import Market
import Operations
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
        guard !route.screen.changes || caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        // The question under an alert belongs to nobody, and is answered by the role of the moment.
        if route.owner == caller.id, let left = try await press.leftBehind { return left }
        switch route.screen {
        case .close:
            return PressPlan(toast: press.wording.text(CommonPhrase.closed)) {
                .edit(caller, press.wording.html(CommonPhrase.closed), keyboard: [], at: press.now)
            }
        case .open(let date): return PressPlan { try await open(date, press) }
        case .years, .months, .days, .day, .rangeFirst, .rangeLast, .range, .market, .statuses, .closes, .history:
            return PressPlan { try await show(route.screen, press) }
        case .confirm(let scope, let choice): return try await confirm(scope, choice, press)
        case .apply(let scope, let choice, let revision):
            return PressPlan { try await CalendarEditor(press: press).apply(scope, choice, shownAt: revision) }
        case .undo(let first, let count): return try await CalendarUndo(press: press).plan(first, count)
        case .answer(let date, let market, let isHoliday):
            return try await DayDisputeAnswer(press: press).plan(date, market, isHoliday: isHoliday)
        }
    }

    private func confirm(_ scope: CalendarScope, _ choice: DayChoice, _ press: ButtonPress) async throws -> PressPlan {
        let menu = try await CalendarMenu(press)
        let preview = menu.preview(scope, choice)
        if let refusal = preview.refusal { return .refusal(press.wording.text(refusal)) }
        return PressPlan {
            let alerts = try await press.context.store.alerts.open()
            return press.edit(menu.idling(menu.confirm(preview, alerts: alerts), after: press.context.options.menuIdle))
        }
    }

    private func show(_ screen: CalendarScreen, _ press: ButtonPress) async throws -> Reaction {
        let menu = try await CalendarMenu(press)
        var message = menu.message(screen)
        if case .history(let date, let market) = screen {
            let edits = try await press.context.store.calendar.history(market: market, date: date, limit: 10)
            message = menu.history(edits, date, market)
        }
        return press.edit(menu.idling(message, after: press.context.options.menuIdle))
    }

    /// A new message, because the one with the button is an alert.
    private func open(_ date: CivilDate, _ press: ButtonPress) async throws -> Reaction {
        let menu = try await CalendarMenu(press)
        let message = menu.idling(menu.message(.day(date)), after: press.context.options.menuIdle)
        return .reply(press.caller, message, at: press.now)
    }
}

extension CalendarMenu {
    init(_ press: ButtonPress) async throws {
        self.init(
            snapshot: try await press.context.calendars.snapshot(),
            now: press.now,
            owner: press.caller.id,
            wording: press.wording
        )
    }
}

extension ButtonPress {
    /// Draws the message with the button anew.
    func edit(_ message: RenderedMessage) -> Reaction {
        var reaction = Reaction()
        reaction.add(caller, .edit(messageID: caller.messageID, message), at: now)
        return reaction
    }
}

extension Reaction {
    /// Answers a request with a message that is drawn already.
    static func reply(_ caller: Caller, _ message: RenderedMessage, at now: Timestamp) -> Reaction {
        var message = message
        message.replyTo = caller.replyTo
        var reaction = Reaction()
        reaction.add(caller, .text(message), at: now)
        return reaction
    }
}
