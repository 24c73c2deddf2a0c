import Market
import Operations
import Store

/// `/calendar`: the menu of years, months, days and statuses (seed 002); with arguments, straight to what they name.
struct CalendarCommand: ChatCommand {
    let name = "calendar"
    let summary = CommandPhrase.calendarSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let menu = CalendarMenu(
            snapshot: try await request.context.calendars.snapshot(),
            now: request.now,
            owner: request.caller.id,
            wording: request.wording
        )
        let screen: CalendarScreen
        do {
            screen = try CalendarRequest(today: menu.today).screen(request.call.arguments)
        } catch let problem {
            return request.reply(text(problem, request.wording))
        }
        guard !screen.changes || request.caller.may(.operator) else {
            return request.refuse(needing: .operator)
        }
        guard let message = try await draw(screen, menu, request) else {
            return request.reply(request.wording.html(CalendarEditPhrase.sameAsNow))
        }
        return .reply(request.caller, menu.idling(message, after: request.context.options.menuIdle), at: request.now)
    }

    private func draw(_ screen: CalendarScreen, _ menu: CalendarMenu, _ request: CommandRequest) async throws
        -> RenderedMessage?
    {
        switch screen {
        case .history(let date, let market):
            let edits = try await request.context.store.calendar.history(market: market, date: date, limit: 10)
            return menu.history(edits, date, market)
        case .confirm(let scope, let choice):
            let preview = menu.preview(scope, choice)
            if let refusal = preview.refusal { return RenderedMessage(html: request.wording.html(refusal)) }
            return menu.confirm(preview, alerts: try await request.context.store.alerts.open())
        case .years, .months, .days, .day, .rangeFirst, .rangeLast, .range, .market, .statuses, .closes:
            return menu.message(screen)
        case .apply, .undo, .open, .answer, .close: return nil
        }
    }

    private func text(_ problem: CalendarRequest.Problem, _ wording: Wording) -> String {
        let example = wording.text(CalendarEditPhrase.usage)
        return switch problem {
        case .date(let word):
            wording.html(
                CalendarEditPhrase.badDate,
                [
                    "word": String(word.prefix(40)), "example": example,
                    "first": String(CalendarMenu.years.lowerBound), "last": String(CalendarMenu.years.upperBound),
                ]
            )
        case .market(let word): wording.html(CalendarEditPhrase.badMarket, ["word": String(word.prefix(40))])
        case .kind(let word): wording.html(CalendarEditPhrase.badKind, ["word": String(word.prefix(40))])
        case .time: wording.html(CalendarEditPhrase.badTime)
        case .backwards(let word):
            wording.html(CalendarEditPhrase.backwards, ["word": String(word.prefix(40))])
        case .tooLong:
            wording.html(CalendarEditPhrase.tooLong, ["count": wording.count(CalendarScope.longest, .day)])
        }
    }
}
