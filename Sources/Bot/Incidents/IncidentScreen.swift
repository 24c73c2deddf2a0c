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
    var ending: String { wording.ending(of: alert, at: now) }

    private var openLines: [String] {
        var lines: [String] = []
        var measured: [String] = []
        if alert.key.rule.isLive {
            measured.append(html(.limit, ["limit": wording.measure(alert.limit, of: alert)]))
            if let label = alert.facts.lastLabel {
                measured.append(html(.lastCandle, ["label": String(label.prefix(5))]))
                measured.append(html(.nowIs, ["time": wording.moscow(now, today: today)]))
            }
            lines.append(joined(measured))
        }
        // A span in a message that is seldom edited would soon be wrong.
        let span = alert.key.rule.isLive ? alert.span(at: now) : .zero
        var when = [wording.since(alert.openedAt, lasting: span, today: today)]
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
        // The headline of an ending names a few absent slots itself.
        if alert.state.isOpen || facts.slots.count > Wording.gapsInHeadline {
            let phrase: IncidentPhrase = alert.key.rule == .calendarMismatch ? .days : .slots
            let total = max(facts.slotCount ?? 0, facts.slots.count)
            add(phrase, facts.slots, of: total, showing: 6, to: &lines)
        }
        // What is over is told as past.
        let isOpen = alert.state.isOpen
        add(isOpen ? .newTickers : .newTickersPast, facts.newSecids, showing: 8, to: &lines)
        add(isOpen ? .lostTickers : .lostTickersPast, facts.lostSecids, showing: 8, to: &lines)
        add(isOpen ? .columns : .columnsPast, facts.columns, showing: 6, to: &lines)
        if !facts.feeds.isEmpty {
            lines.append(html(isOpen ? .feeds : .feedsPast, ["list": wording.feeds(facts.feeds)]))
        }
        if alert.state.isOpen, let hint = alert.key.rule.hint { lines.append(html(hint)) }
        if alert.state.isOpen, let detail = facts.detail, !detail.isEmpty {
            lines.append("<blockquote expandable>\(HTMLText.escape(String(detail.prefix(300))))</blockquote>")
        }
        if alert.state.isOpen, alert.key.rule == .calendarMismatch { lines.append(html(.askHoliday)) }
        return lines
    }

    private func add(
        _ phrase: IncidentPhrase,
        _ items: [String],
        of total: Int? = nil,
        showing limit: Int,
        to lines: inout [String]
    ) {
        guard !items.isEmpty else { return }
        lines.append(html(phrase, ["list": wording.list(items, of: total ?? items.count, showing: limit)]))
    }

    private var footer: String {
        guard alert.state.isOpen, alert.key.rule.isLive, let next = alert.facts.nextCheck else {
            return "#A\(alert.id)"
        }
        return joined([html(.nextCheck, ["time": next]), "#A\(alert.id)"])
    }

    private func html(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.html(phrase, values)
    }

    private func joined(_ parts: [String]) -> String {
        parts.joined(separator: " · ")
    }
}
