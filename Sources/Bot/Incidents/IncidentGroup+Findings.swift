import Market
import Store

/// Which slots, columns and names the alerts of a message are about.
extension IncidentGroup {
    /// What never came, what differed and which names were missed, for the last word on several feeds; nothing while something goes on.
    ///
    /// A slot may still come an hour late, so the words fit both.
    var left: [String] {
        guard open.isEmpty else { return [] }
        let holes = members.filter { $0.key.rule.listsGaps && $0.toldAt != nil && !$0.facts.slots.isEmpty }
        var lines = shared(.gapsLeft, holes, { $0.facts.slots.map(\.shortDescription) }) { $0.facts.slotCount }
        if holes.contains(where: { $0.facts.isUnproved == true }) {
            lines.append(wording.text(IncidentPhrase.tradesUnknown))
        }
        lines += shared(.columnsPast, told, \.facts.columns) { $0.columnCount }
        return lines + wording.findings(.lostTickersPast, lostNames, of: lostCount)
    }

    /// What goes on differs in, or misses.
    var found: [String] {
        shared(.columns, open, \.facts.columns) { $0.columnCount }
            + wording.findings(.lostTickers, open.isEmpty ? [] : lostNames, of: lostCount)
    }

    /// What feeds have in common is told once, with the feeds that have it; of what differs the first few.
    ///
    /// - Parameter total: how many there are in all where the list is cut.
    private func shared(
        _ phrase: IncidentPhrase,
        _ alerts: [AlertRecord],
        _ items: (AlertRecord) -> [String],
        total: (AlertRecord) -> Int?
    ) -> [String] {
        let alerts = alerts.filter { !items($0).isEmpty }
        var lists: [[String]] = []
        for alert in alerts where !lists.contains(items(alert)) { lists.append(items(alert)) }
        let shown = lists.prefix(Self.listsShown)
        var lines = shown.flatMap { list in
            let same = alerts.filter { items($0) == list }
            let all = max(same.compactMap(total).max() ?? 0, list.count)
            let phrase = phrase.of(all)
            let text = wording.text(phrase, ["list": wording.list(list, of: all, beside: Wording.widest(phrase))])
            let feeds = wording.feeds(same.compactMap(\.key.feed?.description))
            return PhoneLine.lines(of: [text] + (feeds.isEmpty ? [] : [feeds]))
        }
        let rest = alerts.count { !shown.contains(items($0)) }
        if rest > 0 { lines.append(wording.text(IncidentPhrase.more, ["count": wording.count(rest, .feed)])) }
        return lines
    }

    /// Names that what goes on misses, else those that were missed; a share that has stopped is missed by every data set, and named once.
    var lostNames: [String] {
        var seen: Set<String> = []
        return losers.flatMap(\.facts.lostSecids).filter { seen.insert($0).inserted }
    }

    var lostCount: Int? {
        losers.map { max($0.facts.lostSecidCount ?? 0, lostNames.count) }.max()
    }

    private var losers: [AlertRecord] { (open.isEmpty ? told : open).filter { !$0.facts.lostSecids.isEmpty } }

    /// Columns and cells of the feed that differ, where it has another fault as well.
    var cells: [String] { (open.isEmpty ? told : open).map(\.facts.columns).last { !$0.isEmpty } ?? [] }

    /// Different lists that are told; what a market lacks, all its feeds mostly lack.
    private static let listsShown = 3
}

extension AlertRecord {
    /// How many columns and cells there are in all, where the list is cut.
    fileprivate var columnCount: Int? { key.rule.wording.unit == .columns ? Int(exactly: value.rounded()) : nil }
}
