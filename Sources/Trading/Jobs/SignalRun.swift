import Analytics
import Market
import Platform
import Scheduling
import Store

/// The job `signal_generation`: what the strategies want at the open, from the candles up to the day before.
struct SignalRun: Sendable {
    let reader: PortfolioReader
    let options: PortfolioOptions
    /// The trading day before a date, by the calendar.
    let previousDay: @Sendable (CivilDate) async throws -> CivilDate
    /// When a date's first session opens.
    let open: @Sendable (CivilDate) async throws -> Timestamp
    /// What each market of Moscow does on a date; empty where the portfolio is of another exchange.
    let outlook: @Sendable (CivilDate) async throws -> [DayReport.Outlook]
    /// When another exchange trades on a date.
    let hours: @Sendable (CivilDate) async throws -> MorningNote.Hours?
    let clock: any MarketClock
    let log: Log

    func run(on date: CivilDate) async throws -> RunResult {
        let store = reader.store
        let earlier = try await store.signals(of: reader.key, on: date)
        guard earlier.isEmpty else { return "\(date): decided before, \(Self.line(earlier))" }
        let portfolio = try await reader.portfolio()
        let watched = try await store.watchlist(of: reader.options.market).map(\.secid)
        guard !watched.isEmpty || !portfolio.held.isEmpty else {
            return "\(date): no watchlist yet: watchlist_update has not run"
        }
        let day = try await previousDay(date)
        var studies: [SecID: ShareStudy] = [:]
        for secid in Set(watched).union(portfolio.held).sorted() {
            let bars = try await reader.bars(of: secid, through: date.adding(days: -1))
            // Without the last day's bar nothing that is decided would be about today.
            if bars.last?.day == day { studies[secid] = ShareStudy(bars) }
        }
        let halts = try await reader.halts()
        let isReduced = try await store.lastRisk(of: reader.key)?.isReduced ?? false
        let planner = SignalPlanner(
            date,
            options,
            reader.limits,
            shares: try await reader.shares(),
            riskShare: isReduced ? 0.5 : 1,
            closedBy: halts.all.first.map { .init(.halted, "trading is halted: \($0.reason)") }
                ?? reader.limits.breach(of: portfolio, growth: options.sizeGrowth).map { .init(.positionLimits, $0) }
        )
        var signals = try planner.signals(watched, studies, portfolio)
        if clock.now >= (try await open(date)) {
            for index in signals.indices { signals[index].isLate = true }
        }
        for signal in signals { tell(signal) }
        var change = PortfolioWrites.Change(reader.key)
        change.beginning = (portfolio.capital, date)
        change.newSignals = signals
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        let notes = PortfolioNotes(key: reader.key, now: clock.now)
        batch.outbox.drafts.append(
            notes.morning(
                signals,
                on: date,
                try await outlook(date),
                try await hours(date),
                isHalted: !halts.all.isEmpty
            )
        )
        var line = "\(date): \(Self.line(signals))"
        let missing = Set(watched).union(portfolio.held).count - studies.count
        if missing > 0 { line += "; \(missing) shares have no candle of \(day)" }
        if isReduced { line += "; reduced mode: positions are half as large" }
        return RunResult(line, writing: batch)
    }

    private func tell(_ signal: TradeSignal) {
        log.info(
            "Signal",
            [
                "date": "\(signal.date)", "secid": signal.secid.text, "strategy": signal.strategy.rawValue,
                "kind": signal.kind.rawValue, "outcome": signal.outcome.rawValue, "lots": "\(signal.lots)",
                "reason": signal.reason, "note": signal.note,
            ]
        )
    }

    private static func line(_ signals: [TradeSignal]) -> String {
        func codes(_ kind: TradeSignal.Kind) -> String {
            let wanted = signals.filter { $0.kind == kind && $0.outcome != .refused }
            return wanted.isEmpty ? "none" : wanted.map(\.secid.text).joined(separator: ", ")
        }
        let refused = signals.filter { $0.outcome == .refused }.count
        return "buy \(codes(.entry)); sell \(codes(.exit)); refused \(refused)"
    }
}
