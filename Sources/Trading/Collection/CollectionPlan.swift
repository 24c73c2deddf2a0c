import Market
import Store

/// Which days of candles a run asks for.
struct CollectionPlan: Hashable, Sendable {
    /// Ascending, so that what is in the store has no holes behind its last day.
    let days: [CivilDate]

    /// - Parameters:
    ///   - today: in the market's zone.
    ///   - isTodayOver: true after the close; before it, the day is left to a later run.
    ///   - collected: what was asked for before, in the span of the history.
    init(today: CivilDate, isTodayOver: Bool, historyDays: Int, days: MarketDays, collected: [CollectedDay]) {
        let last = isTodayOver ? today : today.adding(days: -1)
        let final = Set(collected.filter(\.isFinal).map(\.date))
        self.days = days.tradingDays(from: today.adding(days: -historyDays), through: last).filter {
            !final.contains($0)
        }
    }
}
