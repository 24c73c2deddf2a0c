import Market
import Store

/// The living message of one alert: its present state as text and buttons.
struct IncidentScreen {
    let alert: AlertRecord
    /// Slots of the same feed that are told beside it.
    var gaps: AlertRecord?
    let now: Timestamp
    let wording: Wording

    private var today: CivilDate { MoscowTime.date(of: now) }

    private var rule: RuleWording { alert.key.rule.wording }

    var message: RenderedMessage {
        RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: IncidentKeyboard(alert: alert, wording: wording, now: now).rows,
            isSilent: alert.severity == .info
        )
    }

    var lines: [String] {
        ["\(alert.icon) <b>\(HTMLText.escape(headline))</b>"] + (alert.state.isOpen ? openLines : overLines)
    }

    /// The one line that a phone's preview shows.
    var headline: String {
        "\(wording.subject(alert.key)): \(alert.state.isOpen ? wording.symptom(alert) : overHeadline)"
    }

    /// How long it was, unless slots are missing still: for them it is not over when the next ones come.
    private var overHeadline: String {
        guard let gaps, !gaps.facts.slots.isEmpty, alert.closing == .recovered else { return ending.headline }
        return wording.sentence(gaps.key.rule.wording.recovered, of: gaps)
    }

    private var ending: IncidentEnding { IncidentEnding(alert: alert, now: now, wording: wording) }

    private var overLines: [String] {
        let lasted = ending.parts.map(HTMLText.escape)
        // What is over is told as past.
        return PhoneLine.lines(of: lasted) + gapLines
            + list(.newTickersPast, facts.newSecids, of: facts.newSecidCount)
            + list(.lostTickersPast, facts.lostSecids, of: facts.lostSecidCount)
            + list(.columnsPast, facts.columns)
            + (facts.feeds.isEmpty ? [] : [html(.feedsPast, ["list": wording.feeds(facts.feeds)])])
            + ["#A\(alert.id)"]
    }

    /// Up to the instant of the numbers, or the message would contradict itself.
    private func span(from start: Timestamp) -> Duration {
        facts.measured(by: now).map(start.span(toMinute:)) ?? start.shownSpan(to: now)
    }

    private var facts: AlertFacts { alert.facts }

    private var openLines: [String] {
        var lines: [String] = []
        if rule.isLive {
            var measured = [html(.limit, ["limit": wording.measure(alert.limit, of: alert)])]
            if let label = alert.facts.lastLabel {
                measured.append(html(.lastCandle, ["label": label.shortDescription]))
            }
            lines += PhoneLine.lines(of: measured)
        }
        // A span in a message that is seldom edited would soon be wrong.
        let span = rule.isLive ? span(from: alert.openedAt) : .zero
        var when = [wording.since(alert.openedAt, lasting: span, today: today)]
        if let close = alert.facts.sessionClose, !alert.isAfterClose(at: now) {
            when.append(html(.sessionUntil, ["time": close.shortDescription]))
        } else if let close = alert.facts.sessionClose, alert.key.rule.listsGaps {
            // A hole stays in its session, also where it is told in the next one.
            when.append(html(.sessionEnded, ["time": close.shortDescription]))
        }
        return lines + PhoneLine.lines(of: when) + stateLines + factLines + gapLines + footer
    }

    private var gapLines: [String] { gaps.map { wording.gaps(besideFault: $0, at: now).map(HTMLText.escape) } ?? [] }

    private var stateLines: [String] {
        var lines: [String] = []
        if alert.isFlapping { lines.append(html(.flappingLine)) }
        switch alert.state {
        case .pending: lines.append(html(.pendingLine))
        case .recovering where !alert.isFlapping: lines.append(html(.recoveringLine))
        case .firing, .acknowledged, .recovering, .resolved: break
        }
        if let cause = alert.inhibitedBy { lines.append(html(.inhibitedLine, ["id": String(cause)])) }
        if alert.escalatedAt != nil, alert.acknowledgedBy == nil, let since = alert.waitsSince {
            lines.append(wording.escalated(waited: span(from: since), of: span(from: alert.openedAt)))
        }
        if let who = alert.acknowledgedBy, let at = alert.acknowledgedAt {
            lines.append(wording.taken(by: who, at: at, today: today))
        }
        if let until = alert.silencedUntil, until > now {
            lines.append(wording.silenced(until: until, by: alert.silencedBy, today: today))
        }
        if let line = wording.checked(alert.facts) { lines.append(line) }
        return lines
    }

    private var factLines: [String] {
        var lines: [String] = []
        if let count = facts.count, let compared = facts.comparedCount {
            let date =
                facts.comparedDate.map(wording.shortDate)
                ?? wording.text(CommonPhrase.yesterday)
            lines.append(
                html(.tickers, ["count": wording.grouped(count), "date": date, "compared": wording.grouped(compared)])
            )
        }
        let total = max(facts.slotCount ?? 0, facts.slots.count)
        lines += list(.days, facts.days.map(\.description))
        lines += list(.slots, facts.slots.map(\.shortDescription), of: total)
        if facts.isUnproved == true, !facts.slots.isEmpty { lines.append(html(.tradesUnknown)) }
        lines += list(.newTickers, facts.newSecids, of: facts.newSecidCount)
        lines += list(.lostTickers, facts.lostSecids, of: facts.lostSecidCount)
        if rule.showsLastLabel, let label = facts.lastLabel {
            lines.append(html(.lastSeen, ["label": label.shortDescription]))
        }
        lines += list(.columns, facts.columns)
        if !facts.feeds.isEmpty { lines.append(html(.feeds, ["list": wording.feeds(facts.feeds)])) }
        if let clocks = facts.clocks { lines += wording.clocks(clocks) }
        if let hint = rule.hint { lines.append(wording.html(hint.texts(for: alert))) }
        if rule.showsDetail, let detail = facts.detail.flatMap(wording.technical) {
            lines.append("<blockquote expandable>\(HTMLText.escape(String(detail.prefix(300))))</blockquote>")
        }
        if rule.asksAboutDay { lines.append(html(.askHoliday)) }
        return lines
    }

    /// A line with as many of the items as fit; none for no items.
    private func list(_ phrase: IncidentPhrase, _ items: [String], of total: Int? = nil) -> [String] {
        guard !items.isEmpty else { return [] }
        let total = max(total ?? 0, items.count)
        let phrase = phrase.of(total)
        return [html(phrase, ["list": wording.list(items, of: total, beside: Wording.widest(phrase))])]
    }

    private var footer: [String] {
        let next = alert.facts.nextCheck
        guard rule.isLive, next != nil || alert.facts.measuredAt != nil else { return ["#A\(alert.id)"] }
        // The numbers above are of the check, whenever the message is drawn anew.
        let time = alert.facts.measuredAt?.shortDescription ?? wording.clock(now, today: today)
        let checks =
            [html(.nowIs, ["time": time])] + (next.map { [html(.nextCheck, ["time": $0.shortDescription])] } ?? [])
        return PhoneLine.lines(of: checks + ["#A\(alert.id)"])
    }

    private func html(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.html(phrase, values)
    }
}
