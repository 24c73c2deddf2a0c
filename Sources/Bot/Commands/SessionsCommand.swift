import Market
import Operations
import Store

/// `/sessions [DATE] [MARKET]`: the sessions of a day, today's by default, and what goes on now.
struct SessionsCommand: ChatCommand {
    let name = "sessions"
    let summary = CommandPhrase.sessionsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let today = request.context.today
        let wish = FeedWish(request.call.arguments, today: today)
        if let word = wish.rest.first { return request.reply(request.wording.html(noDate: word)) }
        let calendar = try await request.context.calendars.calendar()
        var screen = SessionsScreen(
            calendar: calendar,
            date: wish.date ?? today,
            now: request.now,
            wording: request.wording
        )
        if let market = wish.market { screen.markets = [market] }
        return request.reply(screen.html)
    }
}

/// The sessions of one date, market by market, with the one in progress pointed out.
struct SessionsScreen {
    let calendar: TradingCalendar
    let date: CivilDate
    let now: Timestamp
    let wording: Wording
    var markets = AlgoPackSegment.allCases

    var html: String {
        let title = wording.html(CommandPhrase.sessionsTitle, ["date": wording.longDate(date)])
        var lines = ["<b>\(title)</b>"]
        for market in markets {
            let text = DayText(day: calendar.day(date, market), wording: wording)
            lines.append(text.html + (state(market).map { "\n" + $0 } ?? ""))
        }
        let next = markets.map { calendar.nextTradingDay(after: date, $0) }
        if Set(next).count == 1, let day = next[0] {
            lines.append(wording.html(CommandPhrase.sessionsNext, ["date": wording.longDate(day)]))
        } else {
            for (market, day) in zip(markets, next) {
                guard let day else { continue }
                let values: KeyValuePairs = ["market": market.rawValue, "date": wording.longDate(day)]
                lines.append(wording.html(SessionsPhrase.nextOf, values))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// `идёт основная, до 18:40` or `откроется в 19:05`; nil on other days and after the last close.
    private func state(_ market: AlgoPackSegment) -> String? {
        guard date == MoscowTime.date(of: now) else { return nil }
        if let session = calendar.session(at: now, market) {
            return wording.html(
                SessionsPhrase.running,
                ["session": wording.name(session.name), "time": session.close.shortDescription]
            )
        }
        let time = MoscowTime.time(of: now)
        let sessions = calendar.day(date, market).sessions
        if let next = sessions.first(where: { $0.open > time }) {
            return wording.html(SessionsPhrase.opens, ["time": next.open.shortDescription])
        }
        return sessions.isEmpty ? nil : wording.html(SessionsPhrase.over)
    }
}

/// A day of one market in two lines: kind with its source, sessions.
struct DayText {
    let day: TradingDay
    let wording: Wording

    var html: String {
        var first = wording.html(
            CalendarPhrase.dayLine,
            ["market": day.market.rawValue, "kind": wording.name(day.kind), "layer": origin]
        )
        if !day.isConfirmed { first += ", " + wording.html(CalendarPhrase.unconfirmed) }
        return day.kind == .closed ? first : first + "\n" + sessions
    }

    /// The layer, and whoever edited the day.
    private var origin: String {
        let layer = wording.name(day.layer)
        return day.layer == .edit ? "\(layer) (\(wording.name(of: day.author)))" : layer
    }

    /// `09:00–14:00, 14:05–18:50`.
    var sessions: String {
        guard !day.sessions.isEmpty else { return wording.html(CalendarPhrase.noSessions) }
        return day.sessions
            .map { "\($0.open.shortDescription)–\($0.close.shortDescription)" }
            .joined(separator: ", ")
    }
}
