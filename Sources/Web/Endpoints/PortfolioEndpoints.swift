import Market
import Operations
import Platform
import Store

/// The paper portfolio of the daily jobs: what it holds, what it is worth, what stops it.
struct PortfolioEndpoints: Sendable {
    let desk: WebDesk

    var routes: [APIRoute] {
        [
            .get(
                "/api/portfolio",
                "portfolio",
                "Positions, signals, equity, risk, halts and watchlist of the configured portfolio",
                parameters: [.query("date", .date, "Whose signals; today where it is not given")],
                answer: .json(.any)
            ) { call in
                let date = try call.date("date") ?? desk.portfolio.market.zone.local(call.now).date
                let answer = try await PortfolioAnswer(desk.portfolio, on: date, from: desk.store.portfolio)
                let fills = try await desk.store.portfolio.fills(of: desk.portfolio)
                return .json(
                    answer.json.setting("curve", to: .array(answer.curve.map(\.json)))
                        .setting("fills", to: .array(fills.suffix(200).reversed().map(\.json)))
                )
            },
            .change(
                "/api/portfolio/resume",
                "portfolio",
                "Let a halted portfolio go on; its losses count from now",
                role: .trader,
                answer: .json(.object(["ended": .array(.object(["cause": .string, "why": .string]))]))
            ) { call in
                _ = try call.body([])
                let ended = try await PortfolioResumption(store: desk.store.portfolio).resume(
                    desk.portfolio,
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
}
