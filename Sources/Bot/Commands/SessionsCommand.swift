import Market
import Store

/// `/sessions`: the sessions of a day, today's by default.
struct SessionsCommand: ChatCommand {
    let name = "sessions"
    let summary = CommandPhrase.sessionsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let date = request.call.arguments.first.flatMap { CivilDate($0) } ?? request.desk.today
        let calendar = try await request.desk.calendars.calendar()
        var lines = ["<b>\(wording.html(CommandPhrase.sessionsTitle, ["date": wording.longDate(date)]))</b>"]
        for market in MarketID.allCases {
            lines.append(DayText(day: calendar.day(date, market), wording: wording).html)
        }
        if let next = calendar.nextTradingDay(after: date, .equities) {
            lines.append(wording.html(CommandPhrase.sessionsNext, ["date": wording.longDate(next)]))
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}

/// A day of one market in two lines: kind with its source, sessions.
struct DayText {
    let day: TradingDay
    let wording: Wording

    var html: String {
        var first = wording.html(
            CalendarPhrase.dayLine,
            ["market": day.market.rawValue, "kind": wording.name(day.kind), "layer": wording.name(day.layer)]
        )
        if !day.isConfirmed { first += ", " + wording.html(CalendarPhrase.unconfirmed) }
        return first + "\n" + sessions
    }

    /// `09:00–14:00, 14:05–18:50`.
    var sessions: String {
        guard !day.sessions.isEmpty else { return wording.html(CalendarPhrase.noSessions) }
        return day.sessions
            .map { "\($0.open.shortDescription)–\($0.close.shortDescription)" }
            .joined(separator: ", ")
    }
}
