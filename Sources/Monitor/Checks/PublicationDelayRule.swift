import Market
package import Store

/// SYSTIME − tradetime of the newest slot above `DELAY`: the feed moves, but late.
package enum PublicationDelayRule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [
        .publicationDelay: AlertPolicy(endsWithSession: true, isFeedSymptom: true, company: .market)
    ]

    package static func verdict(_ slot: SlotRecord, timing: FeedTiming, facts: AlertFacts = AlertFacts()) -> Verdict {
        let key = AlertKey(.publicationDelay, slot.feed)
        let delay = slot.publicationDelay
        let limit = timing.limit(of: slot.feed)
        guard delay > limit else { return .good(key, isClearlyGood: delay * 2 <= limit) }
        return .bad(key, value: delay.inSeconds, limit: limit.inSeconds, facts: facts)
    }
}
