import Market
import Operations
import Store

/// `/orders`: what the trading engine has in the market.
struct OrdersCommand: ChatCommand {
    let name = "orders"
    let summary = EnginePhrase.ordersSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        try await request.replyOfEngine { $0.head + $0.orders }
    }
}

/// `/strategy`: what the trading engine trades, where, and what has come of it.
struct StrategyCommand: ChatCommand {
    let name = "strategy"
    let summary = EnginePhrase.strategySummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        try await request.replyOfEngine { $0.head + $0.strategy + $0.gains }
    }
}

extension CommandRequest {
    fileprivate func replyOfEngine(_ lines: (EngineBlock) -> [String]) async throws -> Reaction {
        let lines = try await engineLines(lines)
        return reply(lines.isEmpty ? "⚪ \(wording.html(EnginePhrase.absent))" : lines.joined(separator: "\n"))
    }
}

/// `/flatten [reason]`: the engine cancels everything and closes every position; asks first.
struct FlattenCommand: ChatCommand {
    let name = "flatten"
    let summary = EnginePhrase.flattenSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [FlattenAction.self, ClosePositionAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        guard let engine = try await request.engine() else {
            return request.reply("⚪ \(request.wording.html(EnginePhrase.absent))")
        }
        guard engine.takesRequests else { return request.reply("🟠 \(request.wording.html(EnginePhrase.notRunning))") }
        let reason = request.call.arguments.joined(separator: " ").prefix(PortfolioHalting.reasonLimit)
        return try request.confirm(FlattenAction(reason: String(reason)))
    }
}

/// All positions of the engine closed, and nothing new.
struct FlattenAction: PendingAction {
    static let name = "flatten"

    /// May be empty.
    let reason: String

    var kind: ActionKind { .trade }
    var audit: AuditAction { .engineFlatten }
    var object: String { "engine" }

    func title(_ wording: Wording) -> String { wording.html(EnginePhrase.flattenTitle) }

    func effect(_ wording: Wording) -> String {
        [wording.html(EnginePhrase.flattenEffect), HTMLText.escape(reason)].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction { yes.post(.engine(.flatten(reason: reason))) }
}

/// `/override reason`: the engine alone sends no order until somebody lets it; `/override off` does; alone it says how things are.
struct OverrideCommand: ChatCommand {
    let name = "override"
    let summary = EnginePhrase.overrideSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [HaltEngineAction.self, ResumeEngineAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        guard let engine = try await request.engine() else {
            return request.reply("⚪ \(request.wording.html(EnginePhrase.absent))")
        }
        let words = request.call.arguments
        guard let first = words.first else {
            let block = EngineBlock(engine: engine, now: request.now, wording: request.wording)
            let lines = engine.halts.isEmpty ? [request.wording.html(EnginePhrase.overrideNone)] : block.head
            let hint = engine.halts.isEmpty ? [request.wording.html(EnginePhrase.overrideHint)] : []
            return request.reply((lines + hint).joined(separator: "\n"))
        }
        if words.count == 1, ["off", "снять"].contains(first.lowercased()) {
            return try request.confirm(ResumeEngineAction())
        }
        return try request.haltEngine(.stopped, reason: words)
    }
}

extension CommandRequest {
    /// Asks whether the engine alone is to be halted.
    func haltEngine(_ level: Halt.Level, reason words: [String]) throws -> Reaction {
        let reason = String(words.joined(separator: " ").prefix(PortfolioHalting.reasonLimit))
        return try confirm(HaltEngineAction(isWhole: level == .stopped, reason: reason))
    }
}

/// A halt of the engine alone.
struct HaltEngineAction: PendingAction {
    static let name = "haltEngine"

    /// No order at all; otherwise it only closes.
    let isWhole: Bool
    /// May be empty.
    let reason: String

    var kind: ActionKind { .trade }
    var isPrecaution: Bool { true }
    var audit: AuditAction { .portfolioHalt }
    var object: String { "engine" }

    func title(_ wording: Wording) -> String { wording.html(isWhole ? EnginePhrase.stopTitle : .pauseTitle) }

    func effect(_ wording: Wording) -> String {
        [wording.html(isWhole ? EnginePhrase.stopEffect : .pauseEffect), HTMLText.escape(reason)]
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        try await yes.halt(
            [.engine],
            isWhole ? .stopped : .reduceOnly,
            reason: reason,
            done: EnginePhrase.haltDone,
            hint: EnginePhrase.resumeHint
        )
    }
}

/// The end of the engine's halts, those of the portfolios left alone.
struct ResumeEngineAction: PendingAction {
    static let name = "resumeEngine"

    var kind: ActionKind { .trade }
    var audit: AuditAction { .engineResume }
    var object: String { "engine" }

    func title(_ wording: Wording) -> String { wording.html(PortfolioPhrase.resumeTitle) }

    func effect(_ wording: Wording) -> String { wording.html(EnginePhrase.resumed) }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        _ = try await PortfolioResumption(store: yes.context.store.portfolio)
            .resume([.engine], by: yes.signer.actor, agreed: yes.agreed, at: yes.press.now)
        return yes.post(.engine(.resume))
    }
}
