package import Market

/// What one alert is about; at most one alert per key is open at a time.
package struct AlertKey: Hashable, Codable, Sendable, CustomStringConvertible {
    package var rule: AlertRule
    package var market: AlgoPackSegment?
    package var endpoint: Endpoint?

    package init(_ rule: AlertRule, market: AlgoPackSegment? = nil, endpoint: Endpoint? = nil) {
        self.rule = rule
        self.market = market
        self.endpoint = endpoint
    }

    package init(_ rule: AlertRule, _ feed: Feed) {
        self.init(rule, market: feed.market, endpoint: feed.endpoint)
    }

    package var feed: Feed? {
        guard let market, let endpoint else { return nil }
        return Feed(market, endpoint)
    }

    /// `staleness/FO/obstats`; absent parts are `-`.
    package var description: String {
        "\(rule.rawValue)/\(market?.rawValue ?? "-")/\(endpoint?.rawValue ?? "-")"
    }
}
