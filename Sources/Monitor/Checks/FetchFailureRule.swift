package import Exchange
package import Market
import Store

/// Turns failed requests of one cycle into states of their own: a failed request is never reported as a stale feed.
///
/// A cycle sees one market, a cause may lie before all of them. What the other markets' cycles last saw therefore counts as
/// well: a host is down when nobody gets through, and a login is good again only when nobody is refused. A whole market
/// that fails is one alert of that market, a single data set one of that feed.
package enum FetchFailureRule: RuleFamily {
    /// Without answers nothing can be said of the feeds behind them.
    ///
    /// One failed request after its retries may still be a hiccup; two ticks are not. After the close nobody asks any more, so
    /// what only a request can mend ends with its session.
    static let policies: [AlertRule: AlertPolicy] = [
        .authentication: AlertPolicy(
            ticksToClose: 1,
            causeRank: .root,
            hides: Hiding(symptoms: true, rules: [.unreachable, .authentication])
        ),
        .rateLimit: AlertPolicy(
            ticksToFire: 2,
            ticksToClose: 1,
            endsWithSession: true,
            causeRank: .root,
            hides: Hiding(symptoms: true, rules: [.unreachable, .rateLimit])
        ),
        .unreachable: AlertPolicy(
            ticksToFire: 2,
            ticksToClose: 1,
            endsWithSession: true,
            causeRank: .root,
            hides: Hiding(symptoms: true, rules: [.unreachable]),
            company: .market
        ),
        .entitlement: AlertPolicy(
            ticksToClose: 1,
            causeRank: .feed,
            hides: Hiding(symptoms: true, within: .sameFeed),
            company: .market
        ),
        .badPayload: AlertPolicy(
            ticksToFire: 2,
            ticksToClose: 1,
            endsWithSession: true,
            causeRank: .feed,
            hides: Hiding(symptoms: true, within: .sameFeed),
            company: .market
        ),
    ]

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

    /// - Parameters:
    ///   - results: of this cycle.
    ///   - others: what the cycles of other markets saw lately.
    package static func verdicts(_ results: [Result], others: [Result] = []) -> [Verdict] {
        guard !results.isEmpty else { return [] }
        return login(results, others) + rateLimit(results, others) + pages(results, others) + host(results, others)
            + results.flatMap { ofFeed($0, isAlone: !isNoData(results)) }
    }

    private static let noData: Set<ExchangeError.Kind> = [.notData, .emptyBody]

    /// Pages, or nothing, in place of all data are one failure of the exchange, not one of each feed.
    private static func pages(_ results: [Result], _ others: [Result]) -> [Verdict] {
        common(.badPayload, isNoData(results) ? results : [], results, others) { noData.contains($0.kind) }
    }

    private static func isNoData(_ results: [Result]) -> Bool {
        results.count > 1 && results.allSatisfy { $0.error.map { noData.contains($0.kind) } ?? false }
    }

    /// A refused key concerns all; a login page only where nothing else gets through, for it also stands for a route that is
    /// not served.
    private static func login(_ results: [Result], _ others: [Result]) -> [Verdict] {
        let isAnswered = results.contains { $0.error == nil }
        let refused = results.filter { isAnswered ? $0.error?.kind == .unauthorized : $0.error?.cause == .login }
        let pages = results.filter { isAnswered && $0.error?.kind == .loginPage }
        return common(.authentication, refused, results, others) { $0.kind == .unauthorized }
            + results.compactMap { result in
                let key = AlertKey(.authentication, result.feed)
                if pages.contains(where: { $0.feed == result.feed }) { return bad(key, [result], severity: .warning) }
                return result.error == nil ? .good(key) : nil
            }
    }

    private static func rateLimit(_ results: [Result], _ others: [Result]) -> [Verdict] {
        let failed = results.filter { $0.error?.cause == .rateLimit }
        return common(.rateLimit, failed, results, others) { $0.cause == .rateLimit }
    }

    /// A cause that one failing feed proves for all, and only an answer disproves; a dead host proves nothing.
    private static func common(
        _ rule: AlertRule,
        _ failed: [Result],
        _ results: [Result],
        _ others: [Result],
        isSame: (ExchangeError) -> Bool
    ) -> [Verdict] {
        let severity: AlertSeverity = rule == .rateLimit ? .warning : .critical
        if !failed.isEmpty { return [bad(AlertKey(rule), failed, severity: severity, among: results + others)] }
        let isRefusedElsewhere = others.contains { $0.error.map(isSame) ?? false }
        return results.contains { $0.error == nil } && !isRefusedElsewhere ? [.good(AlertKey(rule))] : []
    }

    /// The host is down when no feed gets through, a market when none of its own does.
    ///
    /// The narrower states are not judged while the wider one is bad.
    private static func host(_ results: [Result], _ others: [Result]) -> [Verdict] {
        let all = results + others
        let failed = all.filter { $0.error?.cause == .host }
        guard failed.count < all.count || all.count == 1 else {
            return [bad(AlertKey(.unreachable), failed, severity: .critical)]
        }
        let own = results.filter { $0.error?.cause == .host }
        var verdicts: [Verdict] = own.count < results.count || !others.isEmpty ? [.good(AlertKey(.unreachable))] : []
        for market in AlgoPackSegment.allCases {
            let asked = results.filter { $0.feed.market == market }
            guard !asked.isEmpty else { continue }
            let key = AlertKey(.unreachable, market: market)
            let down = own.filter { $0.feed.market == market }
            guard down.count < asked.count || asked.count == 1 else {
                verdicts.append(bad(key, down, severity: .critical))
                continue
            }
            if down.count < asked.count { verdicts.append(.good(key)) }
            verdicts += asked.map { result in
                let key = AlertKey(.unreachable, result.feed)
                return result.error?.cause == .host ? bad(key, [result], severity: .warning) : .good(key)
            }
        }
        return verdicts
    }

    /// - Parameter isAlone: false where what fails here fails everywhere, and is told as one.
    private static func ofFeed(_ result: Result, isAlone: Bool) -> [Verdict] {
        let entitlement = AlertKey(.entitlement, result.feed)
        let payload = AlertKey(.badPayload, result.feed)
        switch result.error?.cause {
        case nil: return [.good(entitlement), .good(payload)]
        case .entitlement: return [bad(entitlement, [result], severity: .warning)]
        case .payload where !isAlone: return []
        case .payload, .configuration: return [bad(payload, [result], severity: .warning)]
        case .host, .login, .rateLimit: return []
        }
    }

    /// - Parameter asked: what was asked for with them; those that answered are no longer concerned.
    private static func bad(
        _ key: AlertKey,
        _ failed: [Result],
        severity: AlertSeverity,
        among asked: [Result] = []
    ) -> Verdict {
        var facts = AlertFacts()
        // In one order, whichever market asked first: a list that is only shuffled is no news.
        facts.feeds = Feed.all.filter { feed in failed.contains { $0.feed == feed } }.map(\.description)
        facts.status = failed.first?.error?.status
        facts.failure = failed.first?.error?.failure
        facts.detail = failed.first?.error?.description
        var verdict = Verdict.bad(key, value: Double(failed.count), limit: 0, severity: severity, facts: facts)
        verdict.answered = Set(asked.filter { $0.error == nil }.map(\.feed))
        return verdict
    }
}

extension ExchangeError {
    /// What a message says of an answer that brought no data; nil where its cause says all.
    fileprivate var failure: AlertFacts.Failure? {
        switch kind {
        case .notData: .page
        case .emptyBody: .nothing
        case .notFound, .rejected, .misconfigured: .refused
        case .badPayload, .tooLarge: .unreadable
        case .unauthorized, .forbidden, .networkProtection, .rateLimited, .loginPage, .notEntitled, .serverError,
            .unreachable, .timeout, .reset, .tls:
            nil
        }
    }
}
