package import Exchange
import Store

/// Columns new, lost or retyped against what the documentation lists (`algopack.md` §4.3).
package enum SchemaRule {
    package static func verdict(_ page: FeedPage) -> Verdict {
        let key = AlertKey(.schemaDrift, page.feed)
        let drift = page.drift
        guard !drift.isEmpty else { return .good(key) }
        var facts = AlertFacts()
        facts.link = page.link
        facts.columns =
            drift.new.map { "+\($0.name)" } + drift.lost.map { "-\($0.name)" }
            + drift.retyped.map { "\($0.name):\($0.expected)→\($0.found)" }
        facts.columns = Array(facts.columns.prefix(20))
        let count = drift.new.count + drift.lost.count + drift.retyped.count
        // A new column breaks nobody who reads by name; a lost or retyped one does.
        let severity: AlertSeverity = drift.lost.isEmpty && drift.retyped.isEmpty ? .info : .warning
        return .bad(key, value: Double(count), limit: 0, severity: severity, facts: facts)
    }
}
