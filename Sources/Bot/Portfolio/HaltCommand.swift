import Market
import Operations
import Store

/// `/halt`: nothing is bought any more, and with `all` no order is sent at all; asks first.
///
/// Words after it say why.
struct HaltCommand: ChatCommand {
    let name = "halt"
    let summary = PortfolioPhrase.haltSummary
    let group = CommandGroup.trade
    let role: Role? = .trader
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wish = HaltWish(request.call.arguments)
        let halts = try await request.context.store.portfolio.halts(of: request.context.options.portfolio).all
        if let halt = halts.first(where: { $0.cause == .person && $0.level >= wish.level }) {
            return request.reply(HaltLines([halt], today: request.context.today, wording: request.wording).already)
        }
        return try request.confirm(.haltTrading(isWhole: wish.level == .stopped, reason: wish.reason))
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
