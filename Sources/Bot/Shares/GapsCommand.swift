import Market
import Operations
import Store

/// `/gaps`: the leaders of the day's gap scan with their VWAP levels; `/gaps 2026-11-19` shows that day's.
struct GapsCommand: ChatCommand {
    let name = "gaps"
    let summary = SharePhrase.gapsSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        var date = request.context.today
        if let word = request.call.arguments.first {
            guard let wanted = DateReader(today: date).date(word) else {
                return request.reply(request.wording.html(noDate: word))
            }
            date = wanted
        }
        let leaders = try await request.context.store.gaps.leaders(on: date)
        return request.reply(GapsScreen(date: date, leaders: leaders, wording: request.wording).html)
    }
}
