import Analytics
import Exchange
import Market
import Platform
import Scheduling
import Store

/// The job `position_monitoring`: fills the morning's signals at the open, checks stops and takes, and values what is held.
struct MonitoringRun: Sendable {
    let reader: PortfolioReader
    let options: PortfolioOptions
    let source: any ShareSource
    let clock: any MarketClock
    let log: Log

    func run(on date: CivilDate) async throws -> RunResult {
        let store = reader.store
        guard try await store.beginning(of: reader.key) != nil else { return "no portfolio yet: nothing was decided" }
        var portfolio = try await reader.portfolio()
        var signals = try await store.signals(of: reader.key, on: date)
        var forgotten = try await store.forgottenSignals(of: reader.key, before: date)
        for index in forgotten.indices {
            forgotten[index].outcome = .expired
            forgotten[index].note = "not traded on its day"
        }
        let halts = try await store.halts(of: reader.key)
        let known = portfolio.fills.count
        let pending = signals
        if !portfolio.holdings.isEmpty || signals.contains(where: { $0.outcome == .pending }) {
            let day = PaperDay(date, options, reader.limits, shares: try await reader.shares(), halts: halts)
            try day.trade(
                &portfolio,
                &signals,
                bars: try await bars(on: date),
                bestCloses: try await bestCloses(of: portfolio, before: date),
                at: clock.now
            )
        }
        let fills = Array(portfolio.fills.dropFirst(known))
        for fill in fills { tell(fill) }
        var change = PortfolioWrites.Change(reader.key)
        change.outcomes = forgotten + zip(signals, pending).filter { $0 != $1 }.map { $0.0 }
        change.fills = fills
        change.holdings = portfolio.held.compactMap { portfolio.holdings[$0] }
        change.equity = EquityPoint(date: date, cash: portfolio.cash, invested: portfolio.invested)
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        return RunResult(Self.line(portfolio, fills), writing: batch)
    }

    /// What each share has traded so far on the day.
    private func bars(on date: CivilDate) async throws -> [SecID: Bar] {
        let candles = try await source.candles(on: date).filter { $0.date == date }
        return Dictionary(candles.map { ($0.secid, Bar($0)) }) { _, last in last }
    }

    /// The highest close of each holding from its purchase until the day before.
    private func bestCloses(of portfolio: Portfolio, before date: CivilDate) async throws -> [SecID: Double] {
        var best: [SecID: Double] = [:]
        for secid in portfolio.held {
            guard let opened = portfolio.holdings[secid]?.openedOn else { continue }
            let days = max(1, date.dayNumber - opened.dayNumber)
            best[secid] = try await reader.bars(of: secid, through: date.adding(days: -1), last: days)
                .filter { $0.day >= opened }.map(\.close).max()
        }
        return best
    }

    private func tell(_ fill: PortfolioFill) {
        log.info(
            "Paper fill",
            [
                "number": "\(fill.number)", "date": "\(fill.date)", "secid": fill.secid.text,
                "side": fill.side.rawValue, "lots": "\(fill.lots)", "price": "\(fill.price)", "fee": "\(fill.fee)",
                "strategy": fill.strategy.rawValue, "cause": fill.cause.rawValue,
            ]
        )
    }

    private static func line(_ portfolio: Portfolio, _ fills: [PortfolioFill]) -> String {
        let done = fills.map { fill in
            "\(fill.side == .buy ? "bought" : "sold") \(fill.secid) \(fill.lots) × \(fill.lotSize) at \(fill.price) "
                + "(\(fill.cause.rawValue))"
        }
        let equity = GroupedNumber.text(portfolio.equity.units, decimals: 2)
        let summary = "\(portfolio.holdings.count) positions, equity \(equity)"
        return (done + [summary]).joined(separator: "; ")
    }
}
