package import Market

/// Whose portfolio on which exchange: two exchanges have two, with money of their own.
package struct PortfolioKey: Hashable, Codable, Sendable {
    /// As `orchestrator.user_id` names it.
    package let owner: String
    package let market: ShareMarket

    package init(owner: String, market: ShareMarket) {
        self.owner = owner
        self.market = market
    }

    /// Of the daily jobs where nothing is configured.
    package static let usual = PortfolioKey(owner: "default_user", market: .moex)
}
