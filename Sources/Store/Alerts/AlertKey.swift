package import Market

/// What can be wrong (`DESIGN.md` §7); the raw value is what the store and metrics carry.
package enum AlertRule: String, CaseIterable, Codable, Sendable {
    /// now − last SYSTIME above `DELAY`, counted in trading time.
    case staleness
    /// SYSTIME − tradetime of a slot above `DELAY`.
    case publicationDelay = "publication_delay"
    /// Expected slots of the session that never came.
    case missingSlots = "missing_slots"
    /// FO obstats: more secids than the first slot of the previous trading day at its maximum (seed 002).
    case secidRise = "secid_rise"
    /// FO obstats: fewer secids than in the same slot of the previous trading day.
    case secidDrop = "secid_drop"
    /// hi2 of today is not there after 19:01, or still not at the late re-check.
    case hi2Missing = "hi2_missing"
    /// Columns new, lost or retyped.
    case schemaDrift = "schema_drift"
    /// 401, a login page, or a refused passport: the key or login does not work.
    case authentication
    /// 403: the plan lacks this product.
    case entitlement
    /// 429, or a 403 that says "Too Many Requests".
    case rateLimit = "rate_limit"
    /// 200 with something that cannot be read.
    case badPayload = "bad_payload"
    /// No connection, a timeout, or 5xx.
    case unreachable
    /// The API key's `exp` is near.
    case keyExpiry = "key_expiry"
    /// The feed's calendar and ours disagree about a day.
    case calendarMismatch = "calendar_mismatch"
    /// Fewer than 30 confirmed days lie ahead.
    case calendarHorizon = "calendar_horizon"
    /// The bot process has sent no heartbeat.
    case botSilent = "bot_silent"
    /// Planned ticks were not executed.
    case missedRuns = "missed_runs"
    /// The machine's clock differs from Telegram's or the exchange's by more than 30 s.
    case clockSkew = "clock_skew"
}

/// What one alert is about; at most one alert per key is open at a time.
package struct AlertKey: Hashable, Codable, Sendable, CustomStringConvertible {
    package var rule: AlertRule
    package var market: MarketID?
    package var endpoint: Endpoint?

    package init(_ rule: AlertRule, market: MarketID? = nil, endpoint: Endpoint? = nil) {
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
