import Market
import Operations
import Store

/// `/pnl`: what the portfolio of the daily jobs is worth, with the curve of its equity; below it the trading engine.
struct PnLCommand: ChatCommand {
    let name = "pnl"
    let summary = PortfolioPhrase.pnlSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let key = request.portfolioWish.key
        guard let last = try await request.context.store.portfolio.equity(of: key).last else {
            let engine = try await request.engineLines { $0.head + $0.gains }
            return request.reply(([request.wording.html(PortfolioPhrase.notBegun)] + engine).joined(separator: "\n"))
        }
        var reaction = Reaction()
        let content = MessageContent.portfolioDay(key, date: last.date, replyTo: request.caller.replyTo)
        reaction.add(request.caller, content, at: request.now)
        return reaction
    }
}
