import Exchange
import Market
import Platform
import Store

/// The exchange's calendar and ours call days of a market by different names.
enum CalendarMismatchRule: RuleFamily {
    /// "Is today a holiday?" comes before "the feed is silent".
    static let policies: [AlertRule: AlertPolicy] = [
        .calendarMismatch: AlertPolicy(
            ticksToClose: 1,
            causeRank: .root,
            hides: Hiding(symptoms: true, within: .sameMarket, onlyNamedDays: true),
            isIncident: false,
            recheck: .calendar
        )
    ]

    /// One verdict per market over all of its disagreements; the nearest is the one that people are asked about.
    static func verdict(_ market: AlgoPackSegment, _ disagreements: [CalendarDisagreement], today: CivilDate) -> Verdict
    {
        let own = disagreements.filter { $0.feed.market == market }
        let key = AlertKey(.calendarMismatch, market: market)
        guard let first = own.first else { return .good(key) }
        var facts = AlertFacts()
        facts.days = own.prefix(TextLimit.entries).map(\.feed.date)
        facts.detail = first.text
        facts.dispute = AlertFacts.Dispute(
            date: first.feed.date,
            feed: first.feed.kind,
            ours: first.ours.kind,
            layer: first.ours.layer
        )
        let severity: AlertSeverity = first.feed.date == today ? .critical : .warning
        return .bad(key, value: Double(own.count), limit: 0, severity: severity, facts: facts)
    }
}
