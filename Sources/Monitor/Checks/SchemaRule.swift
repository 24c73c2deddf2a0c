package import Exchange
package import Store

/// Columns new, lost or retyped, and cells that cannot be read, against docs/reference/algopack.md, Columns.
package enum SchemaRule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [.schemaDrift: AlertPolicy(ticksToClose: 1, company: .market)]

    package static func verdict(_ page: FeedPage, facts: AlertFacts = AlertFacts()) -> Verdict {
        let key = AlertKey(.schemaDrift, page.feed)
        let drift = page.drift
        guard !drift.isEmpty else { return .good(key) }
        var facts = facts
        // What breaks a reader first: the list is cut at its end.
        facts.columns =
            drift.lost.map { "-\($0.name)" } + drift.retyped.map { "\($0.name):\($0.expected)→\($0.found)" }
            + drift.unreadable.map { "\($0.name)=\($0.sample.map { "«\($0)»" } ?? "null")" }
            + drift.new.map { "+\($0.name)" }
        let count = drift.new.count + drift.lost.count + drift.retyped.count + drift.unreadable.count
        // A new column breaks nobody who reads by name; a lost or retyped one does.
        let severity: AlertSeverity = drift.new.count == count ? .info : .warning
        return .bad(key, value: Double(count), limit: 0, severity: severity, facts: facts)
    }
}
