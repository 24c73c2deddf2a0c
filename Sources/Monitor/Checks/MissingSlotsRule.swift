package import Market
package import Store

/// Expected five-minute labels that never came: the seed's `check_candles`, wired.
package enum MissingSlotsRule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [
        .missingSlots: AlertPolicy(endsWithSession: true, isFeedSymptom: true, company: .market, tellsPast: true)
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
        limit: Duration
    ) -> [TimeOfDay] {
        let newest = seen.max()
        return expected.filter { label in
            guard !seen.contains(label) else { return false }
            let isOvertaken = newest.map { label < $0 } ?? false
            return isOvertaken || now - MoscowTime.instant(date, label) > limit
        }
    }

    /// The verdict over confirmed holes.
    ///
    /// Bad for half an hour after the newest one is overdue, so that a single hole does not nag all day. Holes whose half hour was over
    /// before the next one are closed, and not told again with it.
    package static func verdict(
        _ feed: Feed,
        confirmed: [TimeOfDay],
        on date: CivilDate,
        at now: Timestamp,
        timing: FeedTiming,
        facts: AlertFacts = AlertFacts()
    ) -> Verdict {
        let key = AlertKey(.missingSlots, feed)
        let horizon = timing.missingWindow + timing.limit(of: feed)
        guard confirmed.contains(where: { now - MoscowTime.instant(date, $0) <= horizon }) else { return .good(key) }
        var facts = facts
        let open = unbroken(confirmed, within: timing.missingWindow)
        facts.slots = Array(open)
        facts.slotCount = open.count
        return .bad(key, value: Double(open.count), limit: 0, facts: facts)
    }

    /// The newest hole and those before it, as long as each came within the window of the one before.
    private static func unbroken(_ holes: [TimeOfDay], within window: Duration) -> ArraySlice<TimeOfDay> {
        let first = holes.indices.last { index in
            index > 0 && holes[index].secondOfDay - holes[index - 1].secondOfDay > window.wholeSeconds
        }
        return holes[(first ?? 0)...]
    }
}
