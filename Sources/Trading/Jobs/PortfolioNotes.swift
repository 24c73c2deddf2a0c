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

    /// The day's sessions, and what is bought and sold at the open; the gap scan adds its leaders to it.
    func morning(_ signals: [TradeSignal], on date: CivilDate, _ markets: [DayReport.Outlook], isHalted: Bool)
        -> OutboxDraft
    {
        let wanted = signals.filter { $0.outcome == .pending }
        let note = MorningNote(
            key: key,
            date: date,
            markets: markets,
            buy: wanted.filter { $0.kind == .entry }.map(\.secid.text),
            sell: wanted.filter { $0.kind == .exit }.map(\.secid.text),
            isHalted: isHalted
        )
        return OutboxDraft(
            dedupeKey: "portfolio:morning:\(date):" + name,
            content: .morning(note),
            priority: .report,
            expiresAt: now + .hours(8)
        )
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
