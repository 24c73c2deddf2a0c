import Market
import Store

/// One table for the alerts of a market that came at once; the leader's buttons act for all.
struct DigestScreen {
    let leader: AlertRecord
    let members: [AlertRecord]
    let now: Timestamp
    let wording: Wording

    var message: RenderedMessage {
        let today = MoscowTime.date(of: now)
        let open = members.filter(\.state.isOpen)
        let title = wording.text(
            open.isEmpty ? IncidentPhrase.digestOver : IncidentPhrase.digestTitle,
            [
                "market": leader.key.market?.rawValue ?? wording.subject(leader.key),
                "count": wording.count(members.count, .alert),
            ]
        )
        let worst = open.max { $0.severity < $1.severity } ?? leader
        var lines = ["\(worst.icon) <b>\(HTMLText.escape(title))</b>", table]
        if let since = members.map(\.openedAt).min() {
            let end = open.isEmpty ? members.compactMap(\.closedAt).max() ?? now : now
            lines.append(wording.since(since, lasting: since.duration(to: end), today: today))
        }
        let untaken = open.filter { $0.acknowledgedBy == nil }
        if !open.isEmpty, untaken.isEmpty, let last = open.max(by: { $0.takenAt < $1.takenAt }),
            let who = last.acknowledgedBy
        {
            lines.append(wording.taken(by: who, at: last.takenAt, today: today))
        }
        if let until = open.compactMap(\.silencedUntil).max(), until > now {
            lines.append(wording.silenced(until: until, by: open.compactMap(\.silencedBy).first, today: today))
        }
        if let line = open.compactMap({ wording.checked($0.facts) }).last { lines.append(line) }
        lines.append("#A\(leader.id)")
        // The leader itself may be over while others still burn: the buttons then go on with the worst of those.
        var acting = leader
        if !open.isEmpty {
            acting.state = untaken.isEmpty ? .acknowledged : .firing
            acting.acknowledgedBy = untaken.isEmpty ? open.first?.acknowledgedBy : nil
        }
        let keyboard = IncidentKeyboard(alert: acting, wording: wording, now: now, untaken: untaken)
        return RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: open.isEmpty ? [] : keyboard.rows,
            isSilent: worst.severity == .info
        )
    }

    /// The number on the button that takes it alone, feed, what is wrong with it, and who has taken it where somebody has.
    private var table: String {
        let isTaken = members.contains { $0.state.isOpen && $0.acknowledgedBy != nil }
        var header = ["#", wording.text(IncidentPhrase.digestFeed), wording.text(IncidentPhrase.digestValue)]
        if isTaken { header.append(wording.text(IncidentPhrase.digestWho)) }
        var table = TextTable(isTaken ? [.left, .left, .right, .left] : [.left, .left, .right], header: header)
        for member in members.sorted(by: {
            ($0.key.feed?.description ?? "", $0.id) < ($1.key.feed?.description ?? "", $1.id)
        }) {
            let who = member.state.isOpen ? member.acknowledgedBy?.shortName ?? "" : ""
            let subject = member.key.endpoint?.rawValue ?? wording.subject(member.key)
            table.add(["A\(member.id)", subject, state(of: member), who])
        }
        guard table.leftOut > 0 else { return table.html }
        return table.html + "\n" + wording.html(IncidentPhrase.digestMore, ["count": String(table.leftOut)])
    }

    private func state(of alert: AlertRecord) -> String {
        guard alert.state.isOpen else {
            return alert.closing == .recovered ? wording.text(IncidentPhrase.digestOK) : "--"
        }
        guard let word = alert.key.rule.wording.digestWord else {
            return "\(wording.measure(alert.value, of: alert, isShort: true)) !!"
        }
        return "\(word[wording.language])\(alert.facts.status.map { " \($0)" } ?? "") !!"
    }
}

extension AlertRecord {
    fileprivate var takenAt: Timestamp { acknowledgedAt ?? openedAt }
}
