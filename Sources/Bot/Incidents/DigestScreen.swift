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
        if !open.isEmpty, let who = leader.acknowledgedBy, let at = leader.acknowledgedAt {
            lines.append(
                wording.html(IncidentPhrase.taken, ["who": who.signatureName, "time": wording.clock(at, today: today)])
            )
        }
        if !open.isEmpty, let until = open.compactMap(\.silencedUntil).max(), until > now {
            let who = open.compactMap(\.silencedBy).first ?? "—"
            lines.append(
                wording.html(
                    IncidentPhrase.silencedUntil,
                    ["time": wording.clock(until, today: today), "who": who.signatureName]
                )
            )
        }
        lines.append("#A\(leader.id)")
        // The leader itself may be over while others still burn: the buttons then go on with the worst of those.
        var acting = leader
        if !open.isEmpty { acting.state = leader.acknowledgedBy == nil ? .firing : .acknowledged }
        return RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: open.isEmpty ? [] : IncidentKeyboard(alert: acting, wording: wording, now: now).rows
        )
    }

    private var table: String {
        var table = TextTable(
            [.left, .right],
            header: [wording.text(IncidentPhrase.digestFeed), wording.text(IncidentPhrase.digestValue)]
        )
        for member in members.sorted(by: {
            ($0.key.feed?.description ?? "", $0.id) < ($1.key.feed?.description ?? "", $1.id)
        }) {
            table.add([member.key.endpoint?.rawValue ?? wording.subject(member.key), state(of: member)])
        }
        guard table.leftOut > 0 else { return table.html }
        return table.html + "\n" + wording.html(IncidentPhrase.digestMore, ["count": String(table.leftOut)])
    }

    private func state(of alert: AlertRecord) -> String {
        guard alert.state.isOpen else {
            return alert.closing == .recovered ? wording.text(IncidentPhrase.digestOK) : "--"
        }
        switch alert.key.rule {
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .missedRuns, .botSilent:
            return "\(wording.measure(alert.value, of: alert)) !!"
        case .hi2Missing, .schemaDrift, .authentication, .entitlement, .rateLimit, .badPayload, .unreachable,
            .keyExpiry, .calendarMismatch, .calendarHorizon:
            let status = alert.facts.status.map { " \($0)" } ?? ""
            return "\(wording.text(alert.key.rule.keyword))\(status) !!"
        }
    }
}
