import Market
import Store

/// The living message of one alert: its present state as text and buttons (`telegram.md` §5.1).
struct IncidentScreen {
    let alert: AlertRecord
    let now: Timestamp
    let wording: Wording

    private var today: CivilDate { MoscowTime.date(of: now) }

    var message: RenderedMessage {
        RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: IncidentKeyboard(alert: alert, wording: wording, now: now).rows,
            isSilent: alert.severity == .info
        )
    }

    private var lines: [String] {
        ["\(alert.icon) <b>\(HTMLText.escape(headline))</b>"] + (alert.state.isOpen ? openLines : []) + factLines + [
            footer
        ]
    }

    /// The one line that a phone's preview shows.
    var headline: String {
        "\(wording.subject(alert.key)): \(alert.state.isOpen ? wording.symptom(alert) : ending)"
    }

    /// `восстановлено, простой 17 мин, максимум 21 мин`.
    var ending: String {
        let span = wording.duration(alert.span(at: now))
        switch alert.closing {
        case .recovered, nil:
            let text = wording.text(IncidentPhrase.closedRecovered, ["span": span])
            guard alert.key.rule.hasPeak else { return text }
            let peak = wording.measure(alert.peak, of: alert)
            return "\(text), \(wording.text(IncidentPhrase.closedPeak, ["peak": peak]))"
        case .sessionClosed: return wording.text(IncidentPhrase.closedSession, ["span": span])
        case .withdrawn: return wording.text(IncidentPhrase.closedWithdrawn, ["span": span])
        case .unconfirmed: return wording.text(IncidentPhrase.closedUnconfirmed)
        }
    }

    private var openLines: [String] {
        var lines: [String] = []
        var measured: [String] = []
        if alert.key.rule.hasLimit {
            measured.append(html(.limit, ["limit": wording.measure(alert.limit, of: alert)]))
        }
        if let label = alert.facts.lastLabel {
            measured.append(html(.lastCandle, ["label": String(label.prefix(5))]))
            measured.append(html(.nowIs, ["time": wording.moscow(now, today: today)]))
        }
        if !measured.isEmpty { lines.append(joined(measured)) }
        var when = [
            html(
                .since,
                [
                    "time": wording.moscow(alert.openedAt, today: today),
                    "span": wording.duration(alert.span(at: now)),
                ]
            )
        ]
        if let close = alert.facts.sessionClose { when.append(html(.sessionUntil, ["time": close])) }
        lines.append(joined(when))
        lines += stateLines
        return lines
    }

    private var stateLines: [String] {
        var lines: [String] = []
        if alert.isFlapping { lines.append(html(.flappingLine)) }
        switch alert.state {
        case .pending: lines.append(html(.pendingLine))
        case .recovering where !alert.isFlapping: lines.append(html(.recoveringLine))
        case .firing, .acknowledged, .recovering, .resolved: break
        }
        if let cause = alert.inhibitedBy { lines.append(html(.inhibitedLine, ["id": String(cause)])) }
        if let who = alert.acknowledgedBy, let at = alert.acknowledgedAt {
            lines.append(html(.taken, ["who": who.signatureName, "time": wording.clock(at, today: today)]))
        }
        if let until = alert.silencedUntil, until > now {
            let time = wording.clock(until, today: today)
            lines.append(html(.silencedUntil, ["time": time, "who": alert.silencedBy?.signatureName ?? "—"]))
        }
        return lines
    }

    private var factLines: [String] {
        let facts = alert.facts
        var lines: [String] = []
        if let count = facts.count, let compared = facts.comparedCount, alert.state.isOpen {
            let date =
                facts.comparedDate.flatMap { CivilDate($0) }.map(wording.shortDate)
                ?? wording.text(CommonPhrase.yesterday)
            lines.append(
                html(.tickers, ["count": wording.grouped(count), "date": date, "compared": wording.grouped(compared)])
            )
        }
        if !facts.slots.isEmpty {
            let total = max(facts.slotCount ?? 0, facts.slots.count)
            lines.append(html(.slots, ["list": list(facts.slots, of: total, showing: 6)]))
        }
        if !facts.newSecids.isEmpty {
            lines.append(html(.newTickers, ["list": list(facts.newSecids, of: facts.newSecids.count, showing: 8)]))
        }
        if !facts.lostSecids.isEmpty {
            lines.append(html(.lostTickers, ["list": list(facts.lostSecids, of: facts.lostSecids.count, showing: 8)]))
        }
        if !facts.columns.isEmpty {
            lines.append(html(.columns, ["list": list(facts.columns, of: facts.columns.count, showing: 6)]))
        }
        if !facts.feeds.isEmpty {
            lines.append(html(.feeds, ["list": list(facts.feeds, of: facts.feeds.count, showing: 6)]))
        }
        if alert.state.isOpen, let detail = facts.detail, !detail.isEmpty {
            lines.append("<blockquote expandable>\(HTMLText.escape(String(detail.prefix(300))))</blockquote>")
        }
        if alert.state.isOpen, alert.key.rule == .calendarMismatch { lines.append(html(.askHoliday)) }
        return lines
    }

    private var footer: String {
        guard alert.state.isOpen, let next = alert.facts.nextCheck else { return "#A\(alert.id)" }
        return joined([html(.nextCheck, ["time": next]), "#A\(alert.id)"])
    }

    private func list(_ items: [String], of total: Int, showing limit: Int) -> String {
        let shown = items.prefix(limit).joined(separator: ", ")
        let rest = total - min(items.count, limit)
        return rest > 0 ? "\(shown), \(wording.text(IncidentPhrase.more, ["count": wording.grouped(rest)]))" : shown
    }

    private func html(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.html(phrase, values)
    }

    private func joined(_ parts: [String]) -> String {
        parts.joined(separator: " · ")
    }
}
