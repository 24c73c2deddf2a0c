package import Market
package import Store

/// now − last SYSTIME above `DELAY`, in trading time (seed 002).
///
/// Time outside the feed's own slot grid does not count: after a break the age starts with the slot that opens the session,
/// so there is no false alarm at the open and no blindness after it.
package enum StalenessRule: RuleFamily {
    /// A silent feed also misses slots: one message is enough.
    static let policies: [AlertRule: AlertPolicy] = [
        .staleness: AlertPolicy(
            endsWithSession: true,
            causeRank: .symptom,
            hides: Hiding(rules: [.missingSlots, .publicationDelay], within: .sameFeed),
            isFeedSymptom: true,
            company: .market
        )
    ]

    /// - Parameters:
    ///   - lastSystime: newest SYSTIME of the feed, of any day; nil when none is known.
    ///   - expected: the day's slot labels, ascending.
    /// - Returns: nil while no slot of the day has been due yet.
    package static func verdict(
        _ feed: Feed,
        lastSystime: Timestamp?,
        expected: [TimeOfDay],
        on date: CivilDate,
        at now: Timestamp,
        timing: FeedTiming,
        facts: AlertFacts = AlertFacts()
    ) -> Verdict? {
        let key = AlertKey(.staleness, feed)
        let labels = expected.map { MoscowTime.instant(date, $0) }
        guard let first = labels.first, now >= first + timing.publishLag else { return nil }
        let next = labels.first { label in lastSystime.map { label > $0 } ?? true }
        guard let next, next + timing.publishLag <= now else { return .good(key) }
        // After a pause: as if a slot had been published on time just before the one we wait for.
        let previous = next - timing.slot
        let reference = lastSystime.map { $0 >= previous ? $0 : previous + timing.publishLag }
        let age = now - (reference ?? previous + timing.publishLag)
        let limit = timing.limit(of: feed)
        guard age > limit else { return .good(key, isClearlyGood: age * 2 <= limit) }
        return .bad(key, value: age.inSeconds, limit: limit.inSeconds, severity: .critical, facts: facts)
    }
}
