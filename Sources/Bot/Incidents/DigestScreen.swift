import Market
import Store

/// One table for the alerts of a market or of a cause; the leader's buttons act for all.
struct DigestScreen {
    let leader: AlertRecord
    let members: [AlertRecord]
    let now: Timestamp
    let wording: Wording

    private var group: IncidentGroup { IncidentGroup(members: members, wording: wording) }

    var message: RenderedMessage {
        let today = MoscowTime.date(of: now)
        let open = group.open
        let worst = group.worst ?? leader
        var lines = ["\(worst.icon) <b>\(HTMLText.escape(group.headline(at: now)))</b>", table]
        lines += (group.found + group.left).map(HTMLText.escape)
        if open.isEmpty {
            lines += PhoneLine.lines(of: ([group.span(at: now)] + group.hand).map(HTMLText.escape))
        } else if let since = group.start {
            lines.append(wording.since(since, lasting: group.lasting(from: since, at: now), today: today))
        }
        let untaken = open.filter { $0.acknowledgedBy == nil }
        if untaken.contains(where: { $0.escalatedAt != nil }), let since = group.waitsSince {
            let all = group.start.map { group.lasting(from: $0, at: now) } ?? .zero
            lines.append(wording.escalated(waited: group.lasting(from: since, at: now), of: all))
        }
        if !open.isEmpty, untaken.isEmpty, let last = open.max(by: { $0.takenAt < $1.takenAt }),
            let who = last.acknowledgedBy
        {
            lines.append(wording.taken(by: who, at: last.takenAt, today: today))
        }
        if let line = wording.silenced(open, at: now, today: today) { lines.append(line) }
        if let line = open.compactMap({ wording.checked($0.facts) }).last { lines.append(line) }
        lines += PhoneLine.lines(of: group.checks + ["#A\(leader.id)"])
        // The leader itself may be over while others still burn: the buttons then go on with the worst of those.
        var acting = leader
        if open.isEmpty {
            acting.state = .resolved
        } else {
            acting.state = untaken.isEmpty ? .acknowledged : .firing
            acting.acknowledgedBy = untaken.isEmpty ? open.first?.acknowledgedBy : nil
            acting.facts.sessionClose = group.sessionClose
            // As long as one of them may be heard there is something to silence.
            let ends = open.map(\.silencedUntil)
            acting.silencedUntil = ends.contains(nil) ? nil : ends.compactMap(\.self).min()
        }
        let rows = feeds.compactMap(\.untaken)
        let keyboard = IncidentKeyboard(
            alert: acting,
            wording: wording,
            now: now,
            untaken: rows,
            isPartlyTaken: open.contains { $0.acknowledgedBy != nil },
            namesMarkets: severalMarkets
        )
        return RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: keyboard.rows,
            isSilent: worst.severity == .info
        )
    }

    /// The number on the button that takes it alone, feed (with its market where there are several), what is wrong with it, and who has taken it where somebody has.
    private var table: String {
        let rows = feeds
        let isTaken = rows.contains { $0.taker != nil }
        let value: IncidentPhrase =
            switch (group.isLateness, group.open.isEmpty) {
            case (true, false): .digestLate
            case (true, true): .digestPeak
            case (false, false): .digestValue
            case (false, true): .digestOutcome
            }
        var header = ["#", wording.text(IncidentPhrase.digestFeed), wording.text(value)]
        if isTaken { header.append(wording.text(IncidentPhrase.digestWho)) }
        var table = TextTable(isTaken ? [.left, .left, .right, .left] : [.left, .left, .right], header: header)
        for row in rows {
            let shown = row.worst
            let own = shown.key.endpoint?.rawValue ?? wording.subject(shown.key)
            let subject = severalMarkets ? shown.key.feed?.description ?? own : own
            let who = row.taker.map(wording.shortName(of:)) ?? ""
            table.add(["A\(shown.id)", subject, state(of: shown), who])
        }
        guard table.leftOut > 0 else { return table.html }
        return table.html + "\n" + wording.html(IncidentPhrase.digestMore, ["count": String(table.leftOut)])
    }

    private var severalMarkets: Bool { Set(members.map(\.key.market)).count > 1 }

    /// What is told of the group feed by feed, by market and data set; what concerns no feed has a row of its own.
    private var feeds: [DigestRow] {
        let open = Set(group.open.map(\.id))
        var rows: [DigestRow] = []
        for member in members.sorted(by: { ($0.order, $0.id) < ($1.order, $1.id) }) {
            if let feed = member.key.feed, let place = rows.firstIndex(where: { $0.worst.key.feed == feed }) {
                rows[place].add(member, isOpen: open.contains(member.id))
            } else {
                rows.append(DigestRow(member, isOpen: open.contains(member.id)))
            }
        }
        return rows
    }

    private func state(of alert: AlertRecord) -> String {
        // "Fine" six times over would say less than how bad it was.
        if group.isLateness, group.open.isEmpty { return wording.measure(alert.peak, of: alert, isShort: true) }
        let isLeft = alert.key.rule.listsGaps && !alert.facts.slots.isEmpty
        let isAbsent = alert.isOfDay && alert.closing == .sessionClosed
        guard alert.state.isOpen || isLeft || isAbsent else {
            let isFilled = alert.key.rule.listsGaps && alert.facts.slots.isEmpty
            let ending: IncidentPhrase =
                alert.closing == .recovered || isFilled
                ? .digestOK
                : alert.facts.closedBy != nil
                    ? .digestByHand : alert.closing == .sessionClosed ? .digestAtClose : .digestWithdrawn
            return wording.text(ending)
        }
        // What never came stays absent, and alarms nobody any more.
        if isLeft, !group.open.contains(where: { $0.id == alert.id }) {
            return wording.measure(Double(alert.facts.slotCount ?? alert.facts.slots.count), of: alert, isShort: true)
        }
        guard let word = alert.key.rule.wording.digestWord else {
            return wording.measure(alert.value, of: alert, isShort: true)
        }
        return "\(word[wording.language])\(alert.facts.status.map { " \($0)" } ?? "")"
    }
}

extension AlertRecord {
    /// By market and data set.
    fileprivate var order: Int {
        let market = key.market.flatMap { AlgoPackSegment.allCases.firstIndex(of: $0) } ?? 9
        let endpoint = key.endpoint.flatMap { Endpoint.allCases.firstIndex(of: $0) } ?? 9
        return market * 10 + endpoint
    }

    fileprivate var takenAt: Timestamp { acknowledgedAt ?? openedAt }
}
