import Market
import Store

/// `/calendar`: the menu of years, months, days and statuses (seed 002); with a date, that day.
struct CalendarCommand: ChatCommand {
    let name = "calendar"
    let summary = CommandPhrase.calendarSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let today = request.desk.today
        let screen: CalendarScreen =
            request.call.arguments.first.flatMap { CivilDate($0) }.map { .day($0) } ?? .years(from: today.year - 1)
        let menu = CalendarMenu(
            snapshot: try await request.desk.calendars.snapshot(),
            today: today,
            owner: request.caller.id,
            wording: request.wording
        )
        let message = menu.message(screen)
        return request.reply(message.html, keyboard: message.keyboard)
    }
}
