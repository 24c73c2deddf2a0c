import Market
import Store

/// The lines that the reports of a day and of a week share.
struct ReportWords {
    let wording: Wording

    /// `99,2 %`; nil where nothing was due.
    func percent(_ share: SlotShare) -> String? {
        number(share).map { $0 + (wording.language == .russian ? Wording.thinSpace + "%" : "%") }
    }

    /// `100` or `99,2`: one decimal more would be more than a table holds.
    func number(_ share: SlotShare) -> String? {
        share.tenthsOfPercent.map { $0 == 1_000 ? "100" : wording.decimal(Double($0) / 10) }
    }

    /// A row per feed: its share now, and the one to compare with where there is one.
    func table(_ feeds: [FeedScore], now: String, compared: String?) -> String? {
        guard !feeds.isEmpty else { return nil }
        let header = [wording.text(ReportPhrase.feed), now, compared].compactMap(\.self)
        var table = TextTable(header.indices.map { $0 == 0 ? .left : .right }, header: header)
        for score in feeds {
            let shares = [score.now, score.compared].prefix(header.count - 1)
            table.add([score.feed.description] + shares.map { number($0) ?? "--" })
        }
        return table.html
    }

    /// The feed with the lowest share, which the share of all together hides; nil where all came in time.
    func worst(of feeds: [FeedScore]) -> String? {
        let score = feeds.filter { $0.now.due > 0 && $0.now.inTime < $0.now.due }
            .min { $0.now.inTime * $1.now.due < $1.now.inTime * $0.now.due }
        guard feeds.count > 1, let score, let share = percent(score.now) else { return nil }
        return wording.html(ReportPhrase.worstFeed, ["feed": score.feed.description, "share": share])
    }

    func counts(_ share: SlotShare) -> String? {
        guard share.due > 0 else { return nil }
        guard share.late + share.missing > 0 else { return wording.html(ReportPhrase.allInTime) }
        let parts = [(share.late, ReportPhrase.late), (share.absent, .missing), (share.awaited ?? 0, .awaited)]
            .filter { $0.0 > 0 }
            .map { wording.text($0.1, ["count": wording.grouped($0.0)]) }
        return wording.html(ReportPhrase.notInTime, ["list": parts.joined(separator: ", ")])
    }

    /// - Parameter total: where nothing was due nobody looked, and no incident is no good news.
    func incidents(_ summary: IncidentSummary, of total: SlotShare) -> String {
        guard summary.count > 0 else {
            return wording.html(total.due > 0 ? ReportPhrase.noIncidents : .unwatched)
        }
        guard summary.seconds > 0 else { return wording.count(summary.count, .incident) }
        let line = wording.html(
            ReportPhrase.incidents,
            ["count": wording.count(summary.count, .incident), "span": wording.duration(.seconds(summary.seconds))]
        )
        guard summary.open > 0 else { return line }
        return line + "\n" + wording.html(ReportPhrase.stillOpen, ["count": wording.grouped(summary.open)])
    }

    /// `Анна 7: FO obstats 4, EQ 3`, a line for each who has taken something, the busiest first; more people are counted, not named.
    func takers(_ summary: IncidentSummary) -> [String] {
        let others = summary.takers.count - Self.takersNamed
        return summary.takers.prefix(Self.takersNamed).map(subjects)
            + (others > 0 ? [wording.html(ReportPhrase.more, ["count": "\(others)"])] : [])
    }

    private static let takersNamed = 6

    func notTaken(_ summary: IncidentSummary) -> String? {
        let left = summary.count - summary.taken
        guard left > 0 else { return nil }
        return wording.html(ReportPhrase.notTaken, ["count": wording.grouped(left)])
    }

    /// `Анна 7: FO obstats 4, EQ+FX 3`; the comma is between incidents.
    private func subjects(_ taker: IncidentSummary.Taker) -> String {
        let subjects = Dictionary(grouping: taker.alerts) {
            wording.subject($0.keys).replacing(" · ", with: " ").replacing(", ", with: "+")
        }
        .map { (name: $0.key, count: $0.value.count) }
        .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        let words = subjects.map { $0.count == 1 ? $0.name : "\($0.name) \($0.count)" }
        return line(of: words) {
            wording.text(
                ReportPhrase.takerSubjects,
                ["who": wording.shortName(of: taker.who), "count": "\(taker.alerts.count)", "list": $0]
            )
        }
    }

    func gap(_ gap: SlotGap, when: String) -> String {
        wording.html(
            gap.count == 1 ? ReportPhrase.gapOfOne : .gap,
            ["count": wording.count(gap.count, .slot), "feed": gap.feed.description, "when": when]
        )
    }

    /// Which slot came latest, and that the figure is its delay; beside slots that never came it is only the worst of those that did.
    func worst(_ slot: WorstSlot, of total: SlotShare, when: String) -> [String] {
        PhoneLine.lines(of: [
            wording.html(
                total.missing > 0 ? ReportPhrase.worstCome : .worst,
                ["feed": slot.feed.description, "when": when]
            ),
            wording.html(ReportPhrase.worstDelay, ["span": wording.figure(.seconds(slot.seconds))]),
        ])
    }

    /// `EQ 10:00–23:50`, with its kind where the day is no usual one.
    func outlook(_ day: DayReport.Outlook) -> String {
        let kind = day.isUnrecorded == true ? wording.text(ReportPhrase.notRecorded) : wording.name(day.kind)
        guard let open = day.open, let close = day.close else {
            return wording.html(ReportPhrase.marketKind, ["market": day.market.rawValue, "kind": kind])
        }
        return wording.html(
            day.isUnusual ? ReportPhrase.marketKindHours : ReportPhrase.marketHours,
            [
                "market": day.market.rawValue, "open": open.shortDescription, "close": close.shortDescription,
                "kind": kind,
            ]
        )
    }

    /// `15.07, пн`.
    func date(_ date: CivilDate) -> String {
        "\(wording.shortDate(date)), \(wording.weekday(date.weekday))"
    }

    /// As many items as a phone's line holds, at least one, and how many are left out.
    private func line(of items: [String], _ sentence: (String) -> String) -> String {
        var shown = items.count
        while true {
            let more = items.count - shown
            let tail = more > 0 ? [wording.text(ReportPhrase.more, ["count": "\(more)"])] : []
            let line = sentence((items.prefix(shown) + tail).joined(separator: ", "))
            if line.count <= PhoneLine.width || shown <= 1 { return HTMLText.escape(line) }
            shown -= 1
        }
    }
}
