import Market
import Operations
import Store

/// `/resume`: trading goes on after a halt, on every market, and the engine's; asks first.
struct ResumeCommand: ChatCommand {
    let name = "resume"
    let summary = PortfolioPhrase.resumeSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [ResumeTradingAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let engine = try await request.engine()?.halts ?? []
        guard try await !request.halts().allSatisfy(\.isEmpty) || !engine.isEmpty else {
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
            yes.context.tradingKeys(),
            by: yes.signer.actor,
            agreed: yes.agreed,
            at: yes.press.now
        )
        // What the engine has halted by itself only the engine can end, and only while it runs.
        let reading = try await yes.context.store.engine.reading()
        let isOfEngine = reading.map { $0.isAtWork && !$0.halts.isEmpty } ?? false
        guard isOfEngine else {
            let outcome = ended.isEmpty ? PortfolioPhrase.notHalted : .resumed
            return yes.close(yes.wording.html(outcome, ["who": yes.request.name]))
        }
        var reaction =
            ended.isEmpty
            ? yes.close(yes.accepted) : yes.close(yes.wording.html(PortfolioPhrase.resumed, ["who": yes.request.name]))
        reaction.post(
            .engine(.resume),
            by: yes.signer,
            action: .engineResume,
            object: "engine",
            after: yes.agreed,
            saysSuccess: true,
            patience: yes.context.options.schedulerPatience,
            at: yes.press.now
        )
        return reaction
    }
}
