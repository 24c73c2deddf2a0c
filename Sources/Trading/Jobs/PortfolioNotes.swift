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
            case .volatility, .drift, .feed, .latency, .person, .killSwitch, .unreadable, .mismatch: nil
            }
        guard let notice else { return nil }
        return OutboxDraft(
            dedupeKey: "portfolio:halt:\(breach.halt.cause.rawValue):\(breach.halt.since.milliseconds):" + name,
            content: .notice(notice),
            priority: .critical
        )
    }

    /// What is bought and sold at the open; nil on a morning without a signal.
    func morning(_ signals: [TradeSignal], on date: CivilDate) -> OutboxDraft? {
        let wanted = signals.filter { $0.outcome == .pending }
        guard !wanted.isEmpty else { return nil }
        let notice = Notice.morningSignals(
            date: date,
            buy: Self.codes(wanted.filter { $0.kind == .entry }),
            sell: Self.codes(wanted.filter { $0.kind == .exit })
        )
        return OutboxDraft(
            dedupeKey: "portfolio:morning:\(date):" + name,
            content: .notice(notice),
            priority: .report,
            expiresAt: now + .hours(8)
        )
    }

    /// How the day ended, with the curve of the equity.
    func evening(on date: CivilDate) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: "portfolio:evening:\(date):" + name,
            content: .portfolioDay(key, date: date.description, replyTo: nil),
            priority: .report,
            expiresAt: now + .hours(12)
        )
    }

    /// Ten-thousandths are what a message shows; each language writes them in its own way.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

    private var name: String { "\(key.owner):\(key.market)" }

    /// As many as a line of a phone holds.
    private static func codes(_ signals: [TradeSignal]) -> String {
        guard !signals.isEmpty else { return "—" }
        let shown = signals.prefix(4).map(\.secid.text).joined(separator: " ")
        return signals.count > 4 ? "\(shown) +\(signals.count - 4)" : shown
    }
}
