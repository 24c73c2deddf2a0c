import Market
import Platform
import Scheduling
import Store

/// The job `risk_checks`: measures the portfolio as it was last valued, and halts trading where a limit is reached.
struct RiskRun: Sendable {
    let reader: PortfolioReader
    let options: PortfolioOptions
    let clock: any MarketClock
    let log: Log

    func run(on date: CivilDate) async throws -> RunResult {
        let store = reader.store
        guard try await store.beginning(of: reader.key) != nil else { return "no portfolio yet: nothing was traded" }
        let portfolio = try await reader.portfolio()
        let resumption = try await store.lastResumption(of: reader.key)
        let curve = try await store.equity(of: reader.key)
        let risk = PortfolioRisk(
            portfolio,
            curve: resumption.map { last in curve.filter { $0.date >= last.date } } ?? curve,
            start: resumption?.equity ?? portfolio.capital,
            bars: try await reader.bars(of: portfolio, through: date),
            on: date
        )
        let check = RiskCheck(risk, options, reader.limits, at: clock.now)
        let inForce = Set(try await store.halts(of: reader.key).all.map(\.cause))
        let new = check.breaches.filter { !inForce.contains($0.halt.cause) }
        for breach in new {
            log.critical(
                "Trading halted",
                [
                    "portfolio": reader.key.owner, "cause": breach.halt.cause.rawValue, "why": breach.halt.why,
                ]
            )
        }
        var change = PortfolioWrites.Change(reader.key)
        change.risk = RiskReading(risk, check, on: date, at: clock.now)
        change.halts = new.map(\.halt)
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        let notes = PortfolioNotes(key: reader.key, now: clock.now)
        batch.outbox.drafts += new.compactMap(notes.halt)
        // A portfolio that never traded is no news.
        if isEvening(date), curve.last?.date == date, !portfolio.fills.isEmpty {
            batch.outbox.drafts.append(notes.evening(on: date))
        }
        return RunResult(line(risk, check, isNew: !new.isEmpty, isHalted: !inForce.isEmpty), writing: batch)
    }

    /// After the day's last job.
    private func isEvening(_ date: CivilDate) -> Bool {
        let local = reader.options.market.zone.local(clock.now)
        return local.date == date && local.time >= reader.options.watchlistUpdateTime
    }

    private func line(_ risk: PortfolioRisk, _ check: RiskCheck, isNew: Bool, isHalted: Bool) -> String {
        let mode =
            if isNew { "HALTED: `mayak portfolio resume` lets it go on" } else if isHalted {
                "halted since before"
            } else if check.isClosed { "reduced: nothing opens" } else if check.isReduced { "reduced" } else {
                "normal"
            }
        let numbers =
            "exposure \(RiskCheck.percent(risk.exposure)), drawdown \(RiskCheck.percent(risk.drawdown)), "
            + "day \(RiskCheck.percent(-risk.dayLoss))"
            + (risk.valueAtRisk.map { ", VaR \(RiskCheck.percent($0))" } ?? "")
        return (["\(mode); \(numbers)"] + check.findings).joined(separator: "; ")
    }
}

extension RiskReading {
    init(_ risk: PortfolioRisk, _ check: RiskCheck, on date: CivilDate, at now: Timestamp) {
        self.init(
            date: date,
            at: now,
            equity: risk.equity,
            exposure: risk.exposure,
            positions: risk.positions,
            largest: risk.largest?.secid.text,
            largestShare: risk.largest?.share ?? 0,
            drawdown: risk.drawdown,
            dayLoss: risk.dayLoss,
            totalLoss: risk.totalLoss,
            valueAtRisk: risk.valueAtRisk,
            shortfall: risk.shortfall,
            volatility: risk.volatility,
            isReduced: check.isReduced,
            isClosed: check.isClosed,
            findings: check.findings.joined(separator: "; ")
        )
    }
}
