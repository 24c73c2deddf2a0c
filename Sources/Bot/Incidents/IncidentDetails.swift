import Market
import Store

/// Everything known of an alert: rule, limits, facts, and how its state changed.
struct IncidentDetails {
    let alert: AlertRecord
    let events: [AlertEvent]
    let now: Timestamp
    let wording: Wording

    var html: String {
        let today = MoscowTime.date(of: now)
        let screen = IncidentScreen(alert: alert, now: now, wording: wording)
        var lines = [
            "<b>\(wording.html(IncidentPhrase.detailsTitle, ["id": String(alert.id)]))</b>",
            HTMLText.escape(screen.headline),
            wording.html(
                IncidentPhrase.detailsRule,
                ["rule": alert.key.rule.title[wording.language], "severity": wording.name(alert.severity)]
            ),
        ]
        var times = [
            wording.html(IncidentPhrase.detailsOpened, ["opened": wording.moscow(alert.openedAt, today: today)])
        ]
        if let fired = alert.firedAt {
            times.append(wording.html(IncidentPhrase.detailsFired, ["fired": wording.clock(fired, today: today)]))
        }
        lines += PhoneLine.lines(of: times)
        if let peak = alert.key.rule.wording.peak {
            let value = wording.measure(alert.value, of: alert)
            let present = alert.facts.measuredAt.map {
                wording.html(IncidentPhrase.detailsValue, ["time": $0.shortDescription, "value": value])
            }
            let values = [
                present ?? wording.html(IncidentPhrase.detailsPeak, ["value": value]),
                wording.html(peak, ["peak": wording.measure(alert.peak, of: alert)]),
            ]
            lines += PhoneLine.lines(of: values)
        }
        if alert.flips.count > 1 {
            lines.append(wording.html(IncidentPhrase.detailsFlips, ["count": String(alert.flips.count)]))
        }
        if let systime = alert.facts.lastSystime {
            let time = wording.clock(systime, today: today, seconds: true)
            lines.append(wording.html(IncidentPhrase.detailsSystime, ["time": time, "zone": wording.zone]))
        }
        if !events.isEmpty {
            lines.append("<b>\(wording.html(IncidentPhrase.detailsHistory))</b>")
            for event in events.suffix(12) {
                let note =
                    event.to == .acknowledged && !event.note.isEmpty ? " (\(wording.shortName(of: event.note)))" : ""
                let text = "\(wording.clock(event.at, today: today)) \(wording.text(event.to.phrase))\(note)"
                lines.append(HTMLText.escape(text))
            }
        }
        if let detail = alert.facts.detail.flatMap(wording.technical) {
            lines.append("<blockquote expandable>\(HTMLText.escape(String(detail.prefix(600))))</blockquote>")
        }
        return lines.joined(separator: "\n")
    }

    var keyboard: [[RenderedMessage.Button]] {
        guard let link = alert.facts.link, link.hasPrefix("https://") || link.hasPrefix("http://") else { return [] }
        return [[RenderedMessage.Button(label: wording.text(IncidentPhrase.buttonLink), url: link)]]
    }
}

extension AlertState {
    fileprivate var phrase: IncidentPhrase {
        switch self {
        case .pending: .statePending
        case .firing: .stateFiring
        case .acknowledged: .stateAcknowledged
        case .recovering: .stateRecovering
        case .resolved: .stateResolved
        }
    }
}
