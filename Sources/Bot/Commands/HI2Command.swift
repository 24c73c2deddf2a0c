import Market
import Operations
import Store

/// `/hi2`: what the latest check found, with a button that checks now; `/hi2 2026-11-19` shows that day's.
struct HI2Command: ChatCommand {
    let name = "hi2"
    let summary = CommandPhrase.hi2Summary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let today = request.context.today
        let wish = FeedWish(request.call.arguments, today: today)
        if let word = wish.rest.first { return request.reply(wording.html(noDate: word)) }
        let wanted = wish.date
        let checks = try await request.context.store.feeds.hi2Checks(
            from: wanted ?? today.adding(days: -Self.reach),
            through: wanted ?? today
        )
        let date = wanted ?? checks.last?.date ?? today
        let found = checks.filter { $0.date == date && (wish.market == nil || $0.market == wish.market) }
        let button = RenderedMessage.Button(
            label: wording.text(ReportPhrase.hi2Run),
            data: RunButtons.payload(JobName.hi2Check)
        )
        let screen = HI2Screen(date: date, checks: found, today: today, wording: wording)
        // Only today can still change.
        return request.reply(screen.html, keyboard: wanted.map { $0 == today } ?? true ? [[button]] : [])
    }

    /// Days back that may hold the latest check; no pause of the exchange since 2022 was longer.
    private static let reach = 14
}
