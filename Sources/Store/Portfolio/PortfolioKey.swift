package import Market

/// Whose portfolio on which exchange: two exchanges have two, with money of their own.
package struct PortfolioKey: Hashable, Sendable {
    /// As `orchestrator.user_id` names it.
    package let owner: String
    package let market: ShareMarket

    package init(owner: String, market: ShareMarket) {
        self.owner = owner
        self.market = market
    }
}
