package import Market
package import Platform
package import Store

/// How a portfolio of the daily jobs stands: what it holds, what it is worth, what the risk checks say.
package struct PortfolioAnswer: Sendable {
    package let key: PortfolioKey
    /// Nil before its first day: nothing was decided yet.
    package let capital: Money?
    package let begunOn: CivilDate?
    /// What it was worth, day by day; ascending.
    package let curve: [EquityPoint]
    package let holdings: [Holding]
    /// Those of a day, in the order in which they get the money.
    package let signals: [TradeSignal]
    /// What was bought and sold that day, in order.
    package let fills: [PortfolioFill]
    /// What the last risk check found.
    package let risk: RiskReading?
    /// Those in force: a person ends them.
    package let halts: [Halt]
    /// The best first.
    package let watchlist: [WatchlistEntry]

    /// - Parameter date: whose signals and fills are shown.
    package init(_ key: PortfolioKey, on date: CivilDate, from store: PortfolioStore) async throws {
        self.key = key
        let beginning = try await store.beginning(of: key)
        capital = beginning?.capital
        begunOn = beginning?.on
        curve = try await store.equity(of: key)
        holdings = try await store.holdings(of: key)
        signals = try await store.signals(of: key, on: date)
        fills = try await store.fills(of: key, on: date)
        risk = try await store.lastRisk(of: key)
        halts = try await store.halts(of: key).all
        watchlist = try await store.watchlist(of: key.market)
    }

    /// The last time it was valued; nil before the first.
    package var equity: EquityPoint? { curve.last }

    /// `halted`, `reduced` or `normal`.
    package var mode: String {
        if !halts.isEmpty { "halted" } else if risk?.isReduced == true { "reduced" } else { "normal" }
    }

    /// Equity to what it began with, less 1; nil before the first valuation.
    package var totalReturn: Double? {
        guard let capital, let equity, capital > .zero else { return nil }
        return equity.equity.units / capital.units - 1
    }

    /// Money and prices are decimal texts, exact; rates are fractions.
    package var json: JSON {
        func text(_ value: (some CustomStringConvertible)?) -> JSON { value.map { .string("\($0)") } ?? .null }
        func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
        return [
            "user_id": .string(key.owner), "market": .string(key.market.rawValue), "mode": .string(mode),
            "capital": text(capital), "begun_on": text(begunOn), "valued_on": text(equity?.date),
            "cash": text(equity?.cash), "invested": text(equity?.invested), "equity": text(equity?.equity),
            "total_return": number(totalReturn),
            "positions": .array(
                holdings.map { holding in
                    [
                        "secid": .string(holding.secid.text), "strategy": .string(holding.strategy.rawValue),
                        "opened_on": text(holding.openedOn), "lots": .int(holding.lots.count),
                        "lot_size": .int(Int64(holding.lotSize)), "entry": text(holding.entry),
                        "mark": text(holding.mark), "stop": text(holding.stop), "take": text(holding.take),
                        "value": text(holding.value),
                    ]
                }
            ),
            "signals": .array(
                signals.map { signal in
                    [
                        "date": text(signal.date), "secid": .string(signal.secid.text),
                        "strategy": .string(signal.strategy.rawValue), "kind": .string(signal.kind.rawValue),
                        "outcome": .string(signal.outcome.rawValue), "lots": .int(signal.lots.count),
                        "reference": text(signal.reference), "stop": text(signal.stop), "take": text(signal.take),
                        "reason": .string(signal.reason), "obstacle": text(signal.obstacle?.rawValue),
                        "note": .string(signal.note),
                    ]
                }
            ),
            "risk": risk.map { risk in
                [
                    "date": text(risk.date), "exposure": .double(risk.exposure), "drawdown": .double(risk.drawdown),
                    "day_loss": .double(risk.dayLoss), "total_loss": .double(risk.totalLoss),
                    "value_at_risk": number(risk.valueAtRisk), "shortfall": number(risk.shortfall),
                    "volatility": number(risk.volatility), "largest": text(risk.largest),
                    "largest_share": .double(risk.largestShare), "findings": .string(risk.findings),
                ]
            } ?? .null,
            "halts": .array(
                halts.map {
                    [
                        "cause": .string($0.cause.rawValue), "level": .string($0.level.rawValue),
                        "who": .string($0.who), "why": .string($0.why),
                        "since": .string(key.market.zone.text($0.since)),
                    ]
                }
            ),
            "watchlist": .array(
                watchlist.map { entry in
                    [
                        "secid": .string(entry.secid.text), "rank": .int(Int64(entry.rank)),
                        "score": .double(entry.score), "entered_on": text(entry.enteredOn),
                        "close": .double(entry.close), "performance": number(entry.performance),
                        "reason": .string(entry.reason),
                    ]
                }
            ),
        ]
    }
}
