import Market
import Store

/// What the chat hears of a portfolio: a halt with a sound, and on an ordinary day at most two silent messages.
struct PortfolioNotes {
    let key: PortfolioKey
    let now: Timestamp

    /// Nil for a cause that risk checks have nothing to do with.
    func halt(_ breach: RiskCheck.Breach) -> OutboxDraft? {
        let loss = Notice.Loss(loss: Self.rounded(breach.value), limit: Self.rounded(breach.limit))
        let notice: Notice? =
            switch breach.halt.cause {
            case .dailyLoss: .haltedDailyLoss(loss)
            case .drawdown: .haltedDrawdown(loss)
            case .totalLoss: .haltedTotalLoss(loss)
            case .valueAtRisk: .haltedValueAtRisk(loss)
            case .volatility, .drift, .feed, .latency, .resources, .person, .killSwitch, .unreadable, .mismatch: nil
            }
        guard let notice else { return nil }
        return OutboxDraft(
            dedupeKey: "portfolio:halt:\(breach.halt.cause.rawValue):\(breach.halt.since.milliseconds):" + name,
            content: .notice(notice),
            priority: .critical
        )
    }

    /// The day's sessions, and what is bought and sold at the open; the gap scan adds its leaders to it.
    ///
    /// - Parameter hours: of an exchange that is not Moscow's.
    func morning(
        _ signals: [TradeSignal],
        on date: CivilDate,
        _ markets: [DayReport.Outlook],
        _ hours: MorningNote.Hours?,
        isHalted: Bool
    ) -> OutboxDraft {
        let wanted = signals.filter { $0.outcome == .pending }
        let note = MorningNote(
            key: key,
            date: date,
            markets: markets,
            buy: wanted.filter { $0.kind == .entry }.map(\.secid.text),
            sell: wanted.filter { $0.kind == .exit }.map(\.secid.text),
            isHalted: isHalted,
            hours: hours
        )
        return OutboxDraft(
            dedupeKey: "portfolio:morning:\(date):" + name,
            content: .morning(note),
            priority: .report,
            expiresAt: now + .hours(8)
        )
    }

    /// What a look at the positions has sold without a word of the morning: a line in the morning's note, silently; a stop with a sound besides.
    ///
    /// - Parameters:
    ///   - portfolio: after the look.
    ///   - known: how many fills there were before it.
    ///   - entries: by code, what the holdings were bought at that the look began with.
    func exits(
        of portfolio: Portfolio,
        since known: Int,
        entries: [SecID: Price],
        on date: CivilDate
    ) -> [OutboxDraft] {
        let ended = portfolio.fills.dropFirst(known).filter(\.isUnannounced)
        guard let last = ended.last else { return [] }
        let today = portfolio.fills.filter { $0.date == date && $0.isUnannounced }
        let note = MorningNote(
            key: key,
            date: date,
            markets: [],
            buy: [],
            sell: [],
            exits: today.map { MorningNote.Exit(code: $0.secid.text, cause: $0.cause) }
        )
        let line = OutboxDraft(
            dedupeKey: "portfolio:exits:\(date):\(last.number):" + name,
            content: .morning(note),
            priority: .report,
            coalesceKey: "portfolio:exits:\(date):" + name,
            expiresAt: now + .hours(8)
        )
        let stops = ended.filter { $0.cause == .stop || $0.cause == .trailingStop }
        let notices = stopNotices(stops, entries).map { notice, number in
            OutboxDraft(
                dedupeKey: "portfolio:stop:\(date):\(number):" + name,
                content: .notice(notice),
                priority: .warning,
                expiresAt: now + .hours(8)
            )
        }
        return notices + [line]
    }

    /// Of more than two stops at once one message tells.
    private func stopNotices(
        _ stops: [PortfolioFill],
        _ entries: [SecID: Price]
    ) -> [(notice: Notice, number: Int)] {
        guard stops.count > 2, let first = stops.first else {
            return stops.map { fill in
                let price = Double(fill.price.nanos) / 1e9
                let change = entries[fill.secid].map { price * 1e9 / Double($0.nanos) - 1 } ?? 0
                let notice = Notice.positionStopped(
                    code: fill.secid.text,
                    price: price,
                    change: Self.rounded(change)
                )
                return (notice, fill.number)
            }
        }
        let codes = SecID.shortened(stops.map(\.secid))
        return [(.positionsStopped(codes: codes, count: stops.count), first.number)]
    }

    /// How the day ended, with the curve of the equity.
    func evening(on date: CivilDate) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: "portfolio:evening:\(date):" + name,
            content: .portfolioDay(key, date: date, replyTo: nil),
            priority: .report,
            expiresAt: now + .hours(12)
        )
    }

    /// Ten-thousandths are what a message shows; each language writes them in its own way.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

    private var name: String { "\(key.owner):\(key.market)" }
}

extension PortfolioFill {
    /// A sale that the morning's note has not told of.
    fileprivate var isUnannounced: Bool {
        switch cause {
        case .stop, .trailingStop, .takeProfit, .liquidation: true
        case .signal, .split: false
        }
    }
}
