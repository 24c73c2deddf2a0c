import Market
import Operations
import Store

/// `/resume`: trading goes on after a halt, on every market; asks first.
struct ResumeCommand: ChatCommand {
    let name = "resume"
    let summary = PortfolioPhrase.resumeSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [ResumeTradingAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        guard try await !request.halts().allSatisfy(\.isEmpty) else {
            return request.reply("⚪ \(request.wording.html(PortfolioPhrase.notHalted))")
        }
        return try request.confirm(ResumeTradingAction())
    }
}

/// The end of every halt.
struct ResumeTradingAction: PendingAction {
    static let name = "resumeTrading"

    var kind: ActionKind { .trade }
    var audit: AuditAction { .portfolioResume }
    var object: String { "portfolio" }

    func title(_ wording: Wording) -> String { wording.html(PortfolioPhrase.resumeTitle) }

    func effect(_ wording: Wording) -> String { wording.html(PortfolioPhrase.resumeEffect) }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        let ended = try await PortfolioResumption(store: yes.context.store.portfolio).resume(
            yes.context.options.portfolios,
            by: yes.signer.actor,
            agreed: yes.agreed,
            at: yes.press.now
        )
        let outcome = ended.isEmpty ? PortfolioPhrase.notHalted : .resumed
        return yes.close(yes.wording.html(outcome, ["who": yes.request.name]))
    }
}
