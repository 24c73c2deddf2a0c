package import Market
package import Store

/// What a rule says of one key at one tick.
package struct Verdict: Hashable, Sendable {
    /// The finding itself.
    package enum Finding: Hashable, Sendable {
        /// Something is wrong; `value` and `limit` are in the rule's unit.
        case bad(value: Double, limit: Double)
        /// Good; `isClearlyGood` when far enough from the limit to be believed at once (hysteresis).
        case good(isClearlyGood: Bool)
    }

    package var key: AlertKey
    package var finding: Finding
    package var severity: AlertSeverity
    package var facts: AlertFacts
    /// Feeds that answered when the finding was made; they leave the list of those concerned.
    package var answered: Set<Feed> = []

    package init(
        _ key: AlertKey,
        _ finding: Finding,
        severity: AlertSeverity = .warning,
        facts: AlertFacts = AlertFacts()
    ) {
        self.key = key
        self.finding = finding
        self.severity = severity
        self.facts = facts.bounded
    }

    /// True where nothing is wrong.
    var isGood: Bool {
        switch finding {
        case .good: true
        case .bad: false
        }
    }

    package static func bad(
        _ key: AlertKey,
        value: Double,
        limit: Double,
        severity: AlertSeverity = .warning,
        facts: AlertFacts = AlertFacts()
    ) -> Verdict {
        Verdict(key, .bad(value: value, limit: limit), severity: severity, facts: facts)
    }

    package static func good(_ key: AlertKey, isClearlyGood: Bool = true) -> Verdict {
        Verdict(key, .good(isClearlyGood: isClearlyGood))
    }
}
