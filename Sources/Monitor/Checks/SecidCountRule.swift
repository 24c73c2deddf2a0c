package import Market
package import Store

/// The two rules on the number of secids in FO obstats (docs/reference/algopack.md, The monitor before Mayak).
package enum SecidCountRule: RuleFamily {
    /// Of secids that were lost, fewer is worse.
    static let policies: [AlertRule: AlertPolicy] = [
        .secidRise: AlertPolicy(endsWithSession: true, isFeedSymptom: true, company: .market),
        // A slot may be asked for while it is loaded: only a second look says that names are missing.
        .secidDrop: AlertPolicy(
            ticksToFire: 2,
            turnsConfirm: false,
            endsWithSession: true,
            isFeedSymptom: true,
            worst: .lowest,
            company: .market
        ),
    ]

    /// The secids of one slot.
    package struct Sample: Hashable, Sendable {
        package var date: CivilDate
        package var label: TimeOfDay
        package var secids: [SecID]

        package init(date: CivilDate, label: TimeOfDay, secids: [SecID]) {
            self.date = date
            self.label = label
            self.secids = secids
        }
    }

    package static let feed = Feed(.futures, .obstats)

    /// Seed 002: alert when today has more secids than the first slot of the previous trading day had.
    package static func rise(_ current: Sample, over first: Sample, facts: AlertFacts = AlertFacts()) -> Verdict {
        compare(current, first, rule: .secidRise, severity: .info, facts) { $0 > $1 }
    }

    /// Alert when today has fewer secids than the same slot of the previous trading day had.
    package static func drop(_ current: Sample, below same: Sample, facts: AlertFacts = AlertFacts()) -> Verdict {
        compare(current, same, rule: .secidDrop, severity: .warning, facts) { $0 < $1 }
    }

    private static func compare(
        _ current: Sample,
        _ other: Sample,
        rule: AlertRule,
        severity: AlertSeverity,
        _ facts: AlertFacts,
        isBad: (Int, Int) -> Bool
    ) -> Verdict {
        let key = AlertKey(rule, feed)
        guard isBad(current.secids.count, other.secids.count) else { return .good(key) }
        var facts = facts
        let now = Set(current.secids)
        let before = Set(other.secids)
        facts.lastLabel = current.label
        facts.count = current.secids.count
        facts.comparedCount = other.secids.count
        facts.comparedDate = other.date
        facts.newSecids = now.subtracting(before).sorted().map(\.text)
        facts.lostSecids = before.subtracting(now).sorted().map(\.text)
        facts.newSecidCount = facts.newSecids.count
        facts.lostSecidCount = facts.lostSecids.count
        return .bad(
            key,
            value: Double(current.secids.count),
            limit: Double(other.secids.count),
            severity: severity,
            facts: facts
        )
    }
}
