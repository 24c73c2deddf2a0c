import Analytics
import Market
import Platform
import Store
import Trading

/// What the played days came to.
struct DaysSummary {
    let portfolio: Portfolio
    let curve: [EquityPoint]
    let signals: [TradeSignal.Outcome: Int]
    let halts: [Halt]
    let watchlist: [WatchlistEntry]
    private let played: ArraySlice<CivilDate>
    private let currency: String

    init(
        _ store: PortfolioStore,
        _ key: PortfolioKey,
        played: ArraySlice<CivilDate>,
        options: OrchestratorOptions
    ) async throws {
        self.played = played
        currency = key.market.currency
        portfolio = Portfolio(
            capital: try await store.beginning(of: key)?.capital ?? Money(units: options.portfolioValue),
            fills: try await store.fills(of: key),
            holdings: try await store.holdings(of: key)
        )
        curve = try await store.equity(of: key)
        signals = try await store.signalCounts(of: key)
        halts = try await store.halts(of: key).all
        watchlist = try await store.watchlist(of: key.market)
    }

    private var fees: Money { portfolio.fills.reduce(.zero) { $0 + $1.fee } }
    private var outcomes: Outcomes { Outcomes(portfolio.trips.map(\.result.units)) }

    private var measures: PortfolioMeasures {
        PortfolioMeasures(
            EquityCurve(capital: portfolio.capital.units, equity: curve.map(\.equity.units)),
            periodsPerYear: PortfolioRisk.daysPerYear
        )
    }

    var text: String {
        func money(_ amount: Money) -> String { GroupedNumber.text(amount.units, decimals: 2) }
        func percent(_ fraction: Double?) -> String {
            fraction.map { GroupedNumber.text($0 * 100, decimals: 2) + " %" } ?? "—"
        }
        let span = played.first.flatMap { first in played.last.map { "\(first) to \($0)" } } ?? "none"
        var lines = [
            "Days         \(played.count), \(span)",
            "Signals      "
                + TradeSignal.Outcome.allCases.map { "\($0.rawValue) \(signals[$0] ?? 0)" }.joined(separator: ", "),
            "Fills        \(portfolio.fills.count), fees \(money(fees)) \(currency)",
            "Trades       \(portfolio.trips.count) closed, \(outcomes.wins) won, \(outcomes.losses) lost",
            "Equity       \(money(portfolio.capital)) → \(money(portfolio.equity)) \(currency), "
                + percent(measures.totalReturn),
            "Drawdown     \(percent(measures.underwater.deepestShare)), \(measures.underwater.longest) days at most",
            "Held         \(portfolio.held.isEmpty ? "nothing" : portfolio.held.map(\.text).joined(separator: ", "))",
            "Watchlist    \(watchlist.isEmpty ? "empty" : watchlist.map(\.secid.text).joined(separator: ", "))",
        ]
        lines += halts.isEmpty ? ["Halts        none"] : halts.map { "Halted       \($0.cause.rawValue): \($0.why)" }
        return lines.joined(separator: "\n")
    }

    /// Money and prices are numbers of the market's currency.
    var json: JSON {
        [
            "days": .int(Int64(played.count)),
            "from": Self.text(played.first),
            "till": Self.text(played.last),
            "currency": .string(currency),
            "capital": .double(portfolio.capital.units),
            "equity": .double(portfolio.equity.units),
            "cash": .double(portfolio.cash.units),
            "realised": .double(portfolio.realised.units),
            "fees": .double(fees.units),
            "total_return": Self.number(measures.totalReturn),
            "max_drawdown": Self.number(measures.underwater.deepestShare),
            "sharpe": Self.number(measures.sharpe),
            "trades": [
                "closed": .int(Int64(portfolio.trips.count)), "won": .int(Int64(outcomes.wins)),
                "lost": .int(Int64(outcomes.losses)),
            ],
            "signals": .object(
                TradeSignal.Outcome.allCases.map { JSON.Member($0.rawValue, .int(Int64(signals[$0] ?? 0))) }
            ),
            "halts": .array(halts.map { ["cause": .string($0.cause.rawValue), "why": .string($0.why)] }),
            "holdings": .array(portfolio.held.compactMap { portfolio.holdings[$0] }.map(Self.row)),
            "watchlist": .array(watchlist.map { .string($0.secid.text) }),
            "fills": .array(portfolio.fills.map(Self.row)),
            "equity_curve": .array(curve.map(Self.row)),
        ]
    }

    private static func text(_ date: CivilDate?) -> JSON { date.map { JSON.string("\($0)") } ?? .null }

    private static func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }

    private static func row(_ holding: Holding) -> JSON {
        [
            "secid": .string(holding.secid.text), "strategy": .string(holding.strategy.rawValue),
            "opened": .string("\(holding.openedOn)"), "lots": .int(holding.lots.count),
            "lot_size": .int(Int64(holding.lotSize)), "entry": .double(holding.entry.double),
            "stop": .double(holding.stop.double), "take": .double(holding.take.double),
            "mark": .double(holding.mark.double),
        ]
    }

    private static func row(_ point: EquityPoint) -> JSON {
        [
            "date": .string("\(point.date)"), "cash": .double(point.cash.units),
            "invested": .double(point.invested.units), "equity": .double(point.equity.units),
        ]
    }

    private static func row(_ fill: PortfolioFill) -> JSON {
        [
            "number": .int(Int64(fill.number)), "date": .string("\(fill.date)"), "secid": .string(fill.secid.text),
            "side": .string(fill.side.rawValue), "lots": .int(fill.lots.count), "lot_size": .int(Int64(fill.lotSize)),
            "price": .double(fill.price.double), "fee": .double(fill.fee.units),
            "strategy": .string(fill.strategy.rawValue), "cause": .string(fill.cause.rawValue),
        ]
    }
}
