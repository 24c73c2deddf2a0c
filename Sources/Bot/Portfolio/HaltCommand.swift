import Market
import Operations
import Store

/// `/halt`: nothing is bought any more, on no market and by no engine, and with `all` no order is sent at all; asks first.
///
/// Words after it say why.
struct HaltCommand: ChatCommand {
    let name = "halt"
    let summary = PortfolioPhrase.haltSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [HaltTradingAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wish = HaltWish(request.call.arguments)
        let known = try await request.halts().map { halts in
            halts.first { $0.cause == .person && $0.level >= wish.level }
        }
        if let halt = known.first ?? nil, known.allSatisfy({ $0 != nil }) {
            return request.reply(HaltLines([halt], today: request.context.today, wording: request.wording).already)
        }
        return try request.confirm(HaltTradingAction(isWhole: wish.level == .stopped, reason: wish.reason))
    }
}

/// What the words after `/halt` ask for.
struct HaltWish: Hashable, Sendable {
    let level: Halt.Level
    /// At most ``PortfolioHalting/reasonLimit`` characters; empty where none was given.
    let reason: String

    init(_ words: [String]) {
        let isWhole = words.first.map { ["all", "всё", "все"].contains($0.lowercased()) } ?? false
        level = isWhole ? .stopped : .reduceOnly
        reason = String(words.dropFirst(isWhole ? 1 : 0).joined(separator: " ").prefix(PortfolioHalting.reasonLimit))
    }
}

/// No order at all, or none that opens.
struct HaltTradingAction: PendingAction {
    static let name = "haltTrading"

    let isWhole: Bool
    /// May be empty.
    let reason: String

    var kind: ActionKind { .trade }
    var isPrecaution: Bool { true }
    var audit: AuditAction { .portfolioHalt }
    var object: String { "portfolio" }

    func title(_ wording: Wording) -> String {
        wording.html(isWhole ? PortfolioPhrase.stopTitle : .haltTitle)
    }

    func effect(_ wording: Wording) -> String {
        [wording.html(isWhole ? PortfolioPhrase.stopEffect : .haltEffect), HTMLText.escape(reason)]
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        try await yes.halt(
            yes.context.tradingKeys(),
            isWhole ? .stopped : .reduceOnly,
            reason: reason,
            done: PortfolioPhrase.haltDone,
            hint: PortfolioPhrase.resumeHint
        )
    }
}

extension ConfirmedAction {
    /// Halts all of these or none, with their audit rows, and says so; a halt that is as strict already stays.
    func halt(
        _ keys: [PortfolioKey],
        _ level: Halt.Level,
        reason: String,
        done: some Phrase,
        hint: some Phrase
    ) async throws -> Reaction {
        let outcome = try await PortfolioHalting(store: context.store.portfolio)
            .halt(keys, level, by: signer.actor, reason: reason, at: press.now)
        guard outcome.isNew else {
            return close(HaltLines([outcome.halt], today: context.today, wording: wording).already)
        }
        return close(wording.html(done, ["who": request.name]) + "\n" + wording.html(hint))
    }
}
