import Analytics
import Exchange
import Market
import Platform
import Scheduling
import Store

/// The job `position_monitoring`: exchanges shares that split, fills the morning's signals at the open, checks stops and takes, and values
/// what is held.
struct MonitoringRun: Sendable {
    let reader: PortfolioReader
    let options: PortfolioOptions
    let source: any ShareSource
    /// Where orders for real money go; nil on paper.
    let broker: BrokerDesk?
    /// The trading days of the market.
    let days: @Sendable () async throws -> MarketDays
    let clock: any MarketClock
    let log: Log

    func run(on date: CivilDate) async throws -> RunResult {
        let store = reader.store
        guard try await store.beginning(of: reader.key) != nil else { return "no portfolio yet: nothing was decided" }
        var portfolio = try await reader.portfolio()
        var signals = try await store.signals(of: reader.key, on: date)
        var forgotten = try await store.forgottenSignals(of: reader.key, before: date)
        let halts = try await reader.halts()
        let known = portfolio.fills.count
        let pending = signals
        var entries = portfolio.holdings.mapValues(\.entry)
        var splits: [ShareSplit] = []
        var remarks: [String] = []
        let mayHaveTraded = broker != nil && !forgotten.isEmpty
        if mayHaveTraded || !portfolio.holdings.isEmpty || signals.contains(where: { $0.outcome == .pending }) {
            let candles = try await source.candles(on: date).filter { $0.date == date }
            splits = try await newSplits(on: date, candles, of: Set(portfolio.held).union(signals.map(\.secid)))
            let known = try await reader.history.splits(in: source.market) + splits
            for split in known where split.date <= date { portfolio.exchange(split, on: date) }
            Self.refuse(&signals, of: known.filter { $0.date == date })
            var shares = try await reader.shares()
            // What was bought stays in lots of that day's size, whatever the exchange trades in now.
            for (secid, holding) in portfolio.holdings {
                shares[secid] = (shares[secid] ?? TradedShare(secid)).inLots(of: holding.lotSize)
            }
            let day = PaperDay(date, options, reader.limits, shares: shares, halts: halts)
            let bars = Dictionary(candles.map { ($0.secid, Bar($0)) }) { _, last in last }
            if let broker {
                let own = BrokerDay(
                    day: day,
                    key: reader.key,
                    venue: try await broker.venue(),
                    facts: { try await broker.facts(of: $0) },
                    clock: clock
                )
                let valued = try await store.equity(of: reader.key).last?.date
                let earlier = valued.map { $0 < date ? [$0] : [] } ?? []
                var waiting = try await own.recover(&portfolio, &forgotten, soldOn: earlier)
                waiting.formUnion(try await own.recover(&portfolio, &signals, soldOn: [date]))
                remarks = try await own.trade(
                    &portfolio,
                    &signals,
                    bars: bars,
                    bestCloses: try await bestCloses(of: portfolio, before: date, splits),
                    waiting: waiting
                )
            } else {
                try day.trade(
                    &portfolio,
                    &signals,
                    bars: bars,
                    bestCloses: try await bestCloses(of: portfolio, before: date, splits),
                    at: clock.now
                )
            }
        }
        for index in forgotten.indices where forgotten[index].outcome == .pending {
            forgotten[index].end(.expired, .notTraded, "not traded on its day")
        }
        let fills = Array(portfolio.fills.dropFirst(known))
        for fill in fills { tell(fill) }
        // One that was bought and stopped in the same look was no holding before.
        for fill in fills where fill.side == .buy { entries[fill.secid] = fill.price }
        var change = PortfolioWrites.Change(reader.key)
        change.outcomes = forgotten + zip(signals, pending).filter { $0 != $1 }.map { $0.0 }
        change.fills = fills
        change.holdings = portfolio.held.compactMap { portfolio.holdings[$0] }
        change.equity = EquityPoint(date: date, cash: portfolio.cash, invested: portfolio.invested)
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        batch.outbox.drafts += PortfolioNotes(key: reader.key, now: clock.now)
            .exits(of: portfolio, since: known, entries: entries, on: date)
        if !splits.isEmpty { batch.shares.add(splits, of: source.market) }
        for remark in remarks {
            log.error("Order for real money", ["date": "\(date)", "remark": remark])
            batch.outbox.drafts.append(warning(of: remark, on: date))
        }
        let line = ([Self.line(portfolio, fills)] + remarks.map { "NOT DONE: \($0)" }).joined(separator: "; ")
        return RunResult(line, writing: batch)
    }

    /// Of one remark the chat hears once a day.
    private func warning(of remark: String, on date: CivilDate) -> OutboxDraft {
        let job = reader.options.jobID(.positionMonitoring)
        return OutboxDraft(
            dedupeKey: "portfolio:order:\(reader.key.owner):\(date):\(FNV1a.hash(remark))",
            content: .notice(.jobFailed(job: job, detail: String(remark.prefix(300)))),
            priority: .warning
        )
    }

    /// Splits of these shares of which the collection did not know; those that it knows count where the exchange fails to tell.
    private func newSplits(
        on date: CivilDate,
        _ candles: [DailyCandle],
        of codes: Set<SecID>
    ) async throws -> [ShareSplit] {
        do {
            let finder = SplitFinder(source, reader.history)
            return try await finder.unknown(
                through: date,
                candles.filter { codes.contains($0.secid) },
                try await days()
            ).filter { codes.contains($0.secid) }
        } catch let error as ExchangeError {
            log.warning("Splits not known", ["market": "\(source.market)", "error": "\(error)"])
            return []
        }
    }

    /// What was decided on prices of old shares is no wish for new ones.
    private static func refuse(_ signals: inout [TradeSignal], of splits: [ShareSplit]) {
        for index in signals.indices where signals[index].kind == .entry && signals[index].outcome == .pending {
            guard let split = splits.first(where: { $0.secid == signals[index].secid }) else { continue }
            signals[index].end(.refused, .split, "split \(split.text) on this day")
        }
    }

    /// The highest close of each holding from its purchase until the day before, in the shares of the day.
    private func bestCloses(
        of portfolio: Portfolio,
        before date: CivilDate,
        _ splits: [ShareSplit]
    ) async throws -> [SecID: Double] {
        var best: [SecID: Double] = [:]
        for secid in portfolio.held {
            guard let opened = portfolio.holdings[secid]?.openedOn else { continue }
            let own = splits.filter { $0.secid == secid }
            best[secid] = try await reader.history.candles(
                of: secid,
                in: source.market,
                last: max(1, date.dayNumber - opened.dayNumber),
                through: date.adding(days: -1),
                asOf: date
            ).filter { $0.date >= opened }.map { $0.adjusted(for: own).close }.max()
        }
        return best
    }

    private func tell(_ fill: PortfolioFill) {
        log.info(
            broker == nil ? "Paper fill" : "Fill at the broker",
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
