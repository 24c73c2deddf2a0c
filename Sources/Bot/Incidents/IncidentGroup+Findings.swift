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
        var lines = missing(holes)
        if holes.contains(where: { $0.facts.isUnproved == true }) {
            lines.append(wording.text(IncidentPhrase.tradesUnknown))
        }
        lines += shared(.columnsPast, told, \.facts.columns) { $0.columnCount }
        return lines + wording.findings(.lostTickersPast, lostNames, of: lostCount)
    }

    /// `EQ obstats: нет 10:30–13:25 (36)`: slots without a gap between them as one span, each list once with the feeds that lack it.
    private func missing(_ holes: [AlertRecord]) -> [String] {
        var lists: [[TimeOfDay]] = []
        for hole in holes where !lists.contains(hole.facts.slots) { lists.append(hole.facts.slots) }
        let shown = lists.prefix(Self.listsShown)
        var lines = shown.flatMap { slots in
            let same = holes.filter { $0.facts.slots == slots }
            let feeds = wording.feeds(
                Feed.all.filter { feed in same.contains { $0.key.feed == feed } }.map(\.description)
            )
            let total = max(same.compactMap(\.facts.slotCount).max() ?? 0, slots.count)
            func line(_ phrase: IncidentPhrase) -> String {
                let used = Wording.widest(phrase, ["feeds": feeds, "list": ""])
                let list =
                    Self.run(slots, of: total) ?? wording.list(slots.map(\.shortDescription), of: total, beside: used)
                return wording.text(phrase, ["feeds": feeds, "list": list])
            }
            let whole = line(.gapsLeft)
            return whole.count <= PhoneLine.width ? [whole] : ["\(feeds):", line(.gapsLeftBelow)]
        }
        let rest = holes.count { !shown.contains($0.facts.slots) }
        if rest > 0 { lines.append(wording.text(IncidentPhrase.more, ["count": wording.count(rest, .feed)])) }
        return lines
    }

    /// `10:30–13:25 (36)` for more than two slots that follow each other; nil for others.
    private static func run(_ slots: [TimeOfDay], of total: Int) -> String? {
        guard slots.count > 2, slots.count == total, let first = slots.first, let last = slots.last,
            last.secondOfDay - first.secondOfDay == (total - 1) * 300
        else { return nil }
        return "\(first.shortDescription)–\(last.shortDescription) (\(total))"
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
