package import Market
package import Store

/// Expected five-minute labels that never came: the seed's `check_candles`, wired.
package enum MissingSlotsRule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [
        .missingSlots: AlertPolicy(endsWithSession: true, isFeedSymptom: true)
    ]

    /// Labels that should have come by now and have not been seen, oldest first.
    ///
    /// A label is overdue when its `DELAY` is over, or when a later one has come. `latest=1` shows only the newest slot, so
    /// these are candidates: the caller asks for the day's rows before it believes them.
    package static func candidates(
        expected: [TimeOfDay],
        seen: Set<TimeOfDay>,
        on date: CivilDate,
        at now: Timestamp,
        timing: FeedTiming
    ) -> [TimeOfDay] {
        let newest = seen.max()
        return expected.filter { label in
            guard !seen.contains(label) else { return false }
            let isOvertaken = newest.map { label < $0 } ?? false
            return isOvertaken || now - MoscowTime.instant(date, label) > timing.limit
        }
    }

    /// The verdict over confirmed holes.
    ///
    /// Bad for half an hour after the newest one is overdue, so that a single hole does not nag all day.
    package static func verdict(
        _ feed: Feed,
        confirmed: [TimeOfDay],
        on date: CivilDate,
        at now: Timestamp,
        timing: FeedTiming,
        facts: AlertFacts = AlertFacts()
    ) -> Verdict {
        let key = AlertKey(.missingSlots, feed)
        let horizon = timing.missingWindow + timing.limit
        guard confirmed.contains(where: { now - MoscowTime.instant(date, $0) <= horizon }) else { return .good(key) }
        var facts = facts
        facts.slots = confirmed.map(\.shortDescription)
        facts.slotCount = confirmed.count
        return .bad(key, value: Double(confirmed.count), limit: 0, facts: facts)
    }
}
