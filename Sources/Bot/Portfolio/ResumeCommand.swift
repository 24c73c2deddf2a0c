import Market
import Operations
import Store

/// `/resume`: trading goes on after a halt; asks first.
struct ResumeCommand: ChatCommand {
    let name = "resume"
    let summary = PortfolioPhrase.resumeSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let halts = try await request.context.store.portfolio.halts(of: request.context.options.portfolio).all
        guard !halts.isEmpty else { return request.reply("⚪ \(request.wording.html(PortfolioPhrase.notHalted))") }
        return try request.confirm(.resumeTrading)
    }
}
