import Market
import Operations
import Platform
import Store

/// The paper portfolio of the daily jobs: what it holds, what it is worth, what stops it.
struct PortfolioEndpoints: Sendable {
    let store: PortfolioStore
    /// By market; not empty.
    let portfolios: [PortfolioKey]

    var routes: [APIRoute] {
        [
            .get(
                "/api/portfolio",
                "portfolio",
                "Positions, signals, equity, risk, halts and watchlist of the configured portfolio",
                parameters: [
                    .query("date", .date, "Whose signals; today where it is not given"), Self.market,
                ],
                answer: .json(.any)
            ) { call in
                let key = try key(call)
                let date = try call.date("date") ?? key.market.zone.local(call.now).date
                let answer = try await PortfolioAnswer(key, on: date, from: store)
                let fills = try await store.fills(of: key)
                return .json(
                    answer.json.setting("curve", to: .array(answer.curve.map(\.json)))
                        .setting("fills", to: .array(fills.suffix(200).reversed().map(\.json)))
                )
            },
            .change(
                "/api/portfolio/halt",
                "portfolio",
                "Halt the portfolios: nothing opens; with `all` no order is sent at all",
                role: .trader,
                parameters: [Self.markets],
                body: .object(
                    ["all": .boolean.orNull, "reason": .text(0...PortfolioHalting.reasonLimit).orNull],
                    optional: ["all", "reason"]
                ),
                answer: .json(
                    .object(["level": .string, "who": .string, "why": .string, "since": .string, "changed": .boolean])
                )
            ) { call in try await halt(call) },
            .change(
                "/api/portfolio/resume",
                "portfolio",
                "Let halted portfolios go on; after a halt of the risk checks their losses count from now",
                role: .trader,
                parameters: [Self.markets],
                answer: .json(.object(["ended": .array(.object(["cause": .string, "why": .string]))]))
            ) { call in
                _ = try call.body([])
                let ended = try await PortfolioResumption(store: store).resume(
                    try keys(call),
                    by: try call.holder.auditName,
                    at: call.now
                )
                guard !ended.isEmpty else { throw Problem(.conflict, "no halt is in force") }
                let halts = ended.map { halt -> JSON in
                    ["cause": .string(halt.cause.rawValue), "why": .string(halt.why)]
                }
                return .json(["ended": .array(halts)])
            },
        ]
    }

    private static let market = APIRoute.Parameter.query(
        "market",
        .choice(ShareMarket.allCases.map(\.rawValue)),
        "Of which exchange; that of the configuration, the first of two, where it is not given"
    )

    private static let markets = APIRoute.Parameter.query(
        "market",
        .choice(ShareMarket.allCases.map(\.rawValue)),
        "Of which exchange; every one of the configuration where it is not given"
    )

    private func key(_ call: APICall) throws -> PortfolioKey { try keys(call)[0] }

    /// That of the named market, or all; never empty.
    private func keys(_ call: APICall) throws -> [PortfolioKey] {
        guard let market = try call.choice("market", ShareMarket.self) else { return portfolios }
        return [portfolios.first { $0.market == market } ?? PortfolioKey(owner: portfolios[0].owner, market: market)]
    }

    /// One that is as strict already stays: the answer says whose it is.
    private func halt(_ call: APICall) async throws -> APIAnswer {
        let body = try call.body(["all", "reason"])
        let reason = try call.text("reason", of: body, limit: PortfolioHalting.reasonLimit) ?? ""
        let isWhole = try call.flag("all", of: body) ?? false
        let keys = try keys(call)
        let outcome = try await PortfolioHalting(store: store).halt(
            keys,
            isWhole ? .stopped : .reduceOnly,
            by: try call.holder.auditName,
            reason: reason,
            at: call.now
        )
        return .json([
            "level": .string(outcome.halt.level.rawValue), "who": .string(outcome.halt.who),
            "why": .string(outcome.halt.why),
            "since": .string(keys[0].market.zone.text(outcome.halt.since)), "changed": .bool(outcome.isNew),
        ])
    }
}
