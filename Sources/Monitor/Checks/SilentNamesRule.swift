package import Exchange
package import Market
package import Store

/// A name that came in nearly every slot and has stopped while the rest of the page arrives.
///
/// What is usual is learned from the name's own sessions: one that is often absent is never told of, and one that is now and then
/// absent for a while must be absent for twice as long.
package enum SilentNamesRule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [
        // A share that is halted stops in every data set of its market: one message.
        .silentNames: AlertPolicy(endsWithSession: true, isFeedSymptom: true, company: .market)
    ]

    /// The fewest missed slots that are told of.
    package static let fewestMissed = 10
    /// Slots of the same session that must be known of a name, three hours of them.
    package static let fewestKnown = 36
    /// Of 100 slots a name came in at least so many, or it is a quiet one.
    package static let steadyPercent = 95
    /// Earlier days that count.
    package static let comparedDays = 10

    /// A silent name.
    package struct Silence: Hashable, Sendable {
        package var name: SecID
        package var missed: Int
        package var lastLabel: TimeOfDay
    }

    /// Adds a slot to the session's counts.
    ///
    /// A page with far fewer names than the one before is not counted, once: it is half-loaded, or another part of the session begins.
    ///
    /// - Parameter previousCount: how many names the page before had.
    package static func count(_ slot: FeedSlot, into tally: inout NameTally, previousCount: Int?) {
        let names = Set(slot.secids)
        if slot.label == tally.lastLabel {
            amend(slot, names, in: &tally)
            return
        }
        guard slot.label > tally.lastLabel, !names.isEmpty,
            previousCount.map({ names.count * 10 >= $0 * 7 }) ?? true
        else { return }
        tally.slots += 1
        tally.lastLabel = slot.label
        for name in tally.names.keys where !names.contains(name) { tally.names[name]?.missed += 1 }
        for name in names {
            // Of a name that came later than the first slot the time before is missed as well.
            var presence =
                tally.names[name]
                ?? NameTally.Presence(seen: 0, missed: tally.slots - 1, longest: 0, lastLabel: slot.label)
            presence.note(slot.label)
            tally.names[name] = presence
        }
    }

    /// The same slot again with more names than before: those did come.
    private static func amend(_ slot: FeedSlot, _ names: Set<SecID>, in tally: inout NameTally) {
        for name in names where tally.names[name]?.lastLabel != slot.label {
            var presence =
                tally.names[name]
                ?? NameTally.Presence(seen: 0, missed: tally.slots, longest: 0, lastLabel: slot.label)
            presence.missed = max(0, presence.missed - 1)
            presence.note(slot.label)
            tally.names[name] = presence
        }
    }

    /// Names that are silent longer than is usual for them, the longest first.
    ///
    /// - Parameter earlier: the same session of earlier days.
    package static func silences(_ tally: NameTally, earlier: [NameTally]) -> [Silence] {
        tally.names.compactMap { name, presence -> Silence? in
            guard presence.missed >= fewestMissed, presence.missed >= limit(name, tally, earlier) else { return nil }
            return Silence(name: name, missed: presence.missed, lastLabel: presence.lastLabel)
        }
        .sorted { ($1.missed, $0.name) < ($0.missed, $1.name) }
    }

    /// How many slots a name must miss; `Int.max` for a quiet one, and for one of which too little is known.
    private static func limit(_ name: SecID, _ tally: NameTally, _ earlier: [NameTally]) -> Int {
        guard let own = tally.names[name] else { return .max }
        let days = earlier.compactMap { day in day.names[name].map { (slots: day.slots, presence: $0) } }
        let known = tally.slots - own.missed + days.reduce(0) { $0 + $1.slots }
        let seen = own.seen + days.reduce(0) { $0 + $1.presence.seen }
        guard known >= fewestKnown, seen * 100 >= known * steadyPercent else { return .max }
        // The middle day: one day on which it was halted does not make it a quiet name.
        let longest = ([own.longest] + days.map { max($0.presence.longest, $0.presence.missed) }).sorted()
        return max(fewestMissed, longest[longest.count / 2] * 2)
    }

    /// - Parameter silences: as ``silences(_:earlier:)`` gives them.
    package static func verdict(_ feed: Feed, _ silences: [Silence], facts: AlertFacts = AlertFacts()) -> Verdict {
        let key = AlertKey(.silentNames, feed)
        guard let longest = silences.first else { return .good(key) }
        var facts = facts
        facts.lastLabel = longest.lastLabel
        facts.lostSecids = silences.map(\.name.text)
        facts.lostSecidCount = silences.count
        return .bad(key, value: Double(silences.count), limit: 0, facts: facts)
    }
}

extension NameTally.Presence {
    /// It came.
    fileprivate mutating func note(_ label: TimeOfDay) {
        seen += 1
        longest = max(longest, missed)
        missed = 0
        lastLabel = label
    }
}
