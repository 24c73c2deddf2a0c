import Market
import Store

/// The audible reply to a living message: one or two lines that stand alone on a phone.
struct IncidentReplyScreen {
    let alert: AlertRecord
    /// All members of the alert's group, the leader included; one when it stands alone.
    let members: [AlertRecord]
    let reason: IncidentReplyReason
    let now: Timestamp
    let wording: Wording

    var message: RenderedMessage {
        let (first, second) = lines
        let html = (["<b>\(HTMLText.escape(first))</b>"] + second.map(HTMLText.escape)).joined(separator: "\n")
        return RenderedMessage(html: html, keyboard: keyboard)
    }

    private var lines: (first: String, rest: [String]) {
        let today = MoscowTime.date(of: now)
        let number = "#A\(alert.id)"
        switch reason {
        case .recovered:
            return ("\(alert.icon) \(closing)", [number])
        case .sessionClosed:
            let why: IncidentPhrase = alert.closing == .withdrawn ? .replyWithdrawn : .replySessionClosed
            return ("⚪ \(closing)", ["\(wording.text(why)) · \(number)"])
        case .reminder:
            let title = wording.text(IncidentPhrase.replyReminder)
            let nobody = wording.text(
                IncidentPhrase.replyReminderNobody,
                ["span": wording.duration(since(alert.toldAt ?? alert.openedAt))]
            )
            return ("\(alert.icon) \(title) · \(subject): \(wording.symptom(alert))", ["\(nobody) · \(number)"])
        case .escalation:
            let wait = wording.text(
                IncidentPhrase.replyEscalationWait,
                [
                    "span": wording.duration(since(alert.toldAt ?? alert.openedAt)),
                    "time": wording.moscow(alert.openedAt, today: today),
                ]
            )
            let title = wording.text(IncidentPhrase.replyEscalation)
            return ("\(alert.icon) \(title) · \(subject): \(wording.symptom(alert))", ["\(wait) · \(number)"])
        case .worsened:
            let title = wording.text(IncidentPhrase.replyWorsened)
            return ("\(alert.icon) \(title) · \(subject): \(wording.symptom(alert))", [number])
        case .flapping:
            let turns = wording.text(IncidentPhrase.replyFlapping, ["count": String(alert.flips.count)])
            return ("🟠 \(subject): \(turns)", [number])
        case .settled:
            guard alert.state.isOpen else {
                return (
                    "\(alert.icon) \(subject): \(wording.text(IncidentPhrase.replySettledGood))",
                    ["\(ending) · \(number)"]
                )
            }
            let state = wording.text(IncidentPhrase.replySettledBad, ["symptom": wording.symptom(alert)])
            return ("\(alert.icon) \(subject): \(state)", [number])
        }
    }

    private var subject: String {
        members.count > 1 ? (alert.key.market?.rawValue ?? wording.subject(alert.key)) : wording.subject(alert.key)
    }

    private var ending: String {
        IncidentScreen(alert: alert, now: now, wording: wording).ending
    }

    /// The alert's ending; for a group, how many ended and over which span.
    private var closing: String {
        guard members.count > 1 else { return "\(subject): \(ending)" }
        let first = members.map(\.openedAt).min() ?? alert.openedAt
        let last = members.compactMap(\.closedAt).max() ?? now
        let span = wording.duration(first.duration(to: last))
        guard reason == .recovered else {
            let phrase: IncidentPhrase = alert.closing == .withdrawn ? .closedWithdrawn : .closedSession
            return "\(subject): \(wording.text(phrase, ["span": span]))"
        }
        return wording.text(
            IncidentPhrase.replyRecoveredAll,
            ["subject": subject, "count": wording.count(members.count, .alert), "span": span]
        )
    }

    private func since(_ start: Timestamp) -> Duration {
        max(.zero, start.duration(to: now))
    }

    /// Somebody must be able to take it where the reply reaches a second chat.
    private var keyboard: [[RenderedMessage.Button]] {
        guard reason == .escalation, alert.state.isOpen, alert.acknowledgedBy == nil else { return [] }
        let route = IncidentRoute(alert: alert.id, action: .take)
        return [[RenderedMessage.Button(label: wording.text(IncidentPhrase.buttonTake), data: route.payload)]]
    }
}
