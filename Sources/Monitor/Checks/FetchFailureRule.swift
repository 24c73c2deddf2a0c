package import Exchange
package import Market
import Store

/// Turns failed requests of one cycle into states of their own: a failed request is never reported as a stale feed.
///
/// What lies before the feeds (login, rate limit, a dead host) is one alert without a market; what concerns one data set
/// is an alert of that feed (`DESIGN.md` §7).
package enum FetchFailureRule {
    /// What came of asking for one feed.
    package struct Result: Sendable {
        package var feed: Feed
        /// nil when the exchange answered.
        package var error: ExchangeError?

        package init(feed: Feed, error: ExchangeError?) {
            self.feed = feed
            self.error = error
        }
    }

    package static func verdicts(_ results: [Result]) -> [Verdict] {
        guard !results.isEmpty else { return [] }
        return common(.authentication, .login, severity: .critical, results)
            + common(.rateLimit, .rateLimit, severity: .warning, results)
            + host(results)
            + results.flatMap(ofFeed)
    }

    /// A cause that one failing feed proves for all.
    private static func common(
        _ rule: AlertRule,
        _ cause: ExchangeError.Cause,
        severity: AlertSeverity,
        _ results: [Result]
    ) -> [Verdict] {
        let failed = results.filter { $0.error?.cause == cause }
        if !failed.isEmpty { return [bad(AlertKey(rule), failed, severity: severity)] }
        // Only an answer proves that the cause is gone; a dead host proves nothing.
        return results.contains { $0.error == nil } ? [.good(AlertKey(rule))] : []
    }

    /// The whole host is down only when no feed of the cycle got through.
    private static func host(_ results: [Result]) -> [Verdict] {
        let failed = results.filter { $0.error?.cause == .host }
        let isDown = failed.count == results.count && results.count > 1
        guard !isDown else { return [bad(AlertKey(.unreachable), failed, severity: .critical)] }
        return [.good(AlertKey(.unreachable))]
            + results.map { result in
                let key = AlertKey(.unreachable, result.feed)
                return result.error?.cause == .host ? bad(key, [result], severity: .warning) : .good(key)
            }
    }

    private static func ofFeed(_ result: Result) -> [Verdict] {
        let entitlement = AlertKey(.entitlement, result.feed)
        let payload = AlertKey(.badPayload, result.feed)
        switch result.error?.cause {
        case nil: return [.good(entitlement), .good(payload)]
        case .entitlement: return [bad(entitlement, [result], severity: .warning)]
        case .payload, .configuration: return [bad(payload, [result], severity: .warning)]
        case .host, .login, .rateLimit: return []
        }
    }

    private static func bad(_ key: AlertKey, _ failed: [Result], severity: AlertSeverity) -> Verdict {
        var facts = AlertFacts()
        facts.feeds = failed.map(\.feed.description)
        facts.status = failed.first?.error?.status
        facts.detail = failed.first?.error.map { String($0.description.prefix(300)) }
        return .bad(key, value: Double(failed.count), limit: 0, severity: severity, facts: facts)
    }
}
