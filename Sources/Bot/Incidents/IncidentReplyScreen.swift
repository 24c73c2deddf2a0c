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
        let (first, parts) = content
        let rest = PhoneLine.lines(of: parts.map(HTMLText.escape) + ["#A\(alert.id)"])
        let html = (["\(icon) <b>\(HTMLText.escape(first))</b>"] + rest).joined(separator: "\n")
        return RenderedMessage(html: html, keyboard: keyboard)
    }

    private var icon: String {
        switch reason {
        case .sessionClosed: "⚪"
        case .flapping: "🟠"
        case .recovered, .reminder, .escalation, .worsened, .settled: alert.icon
        }
    }

    private var content: (first: String, parts: [String]) {
        let firing = "\(subject): \(wording.symptom(alert))"
        let waited = wording.duration(since(alert.toldAt ?? alert.openedAt))
        switch reason {
        case .recovered: return closing
        case .sessionClosed:
            let why: IncidentPhrase = alert.closing == .withdrawn ? .replyWithdrawn : .replyNextSession
            return (closing.first, closing.parts + [text(why)])
        case .reminder: return (firing, [text(.replyReminder, ["span": waited])])
        case .escalation: return (firing, [text(.replyEscalation, ["span": waited])])
        case .worsened: return (firing, [text(.replyWorsened)])
        case .flapping:
            let turns = text(.replyFlappingCount, ["count": String(alert.flips.count)])
            return ("\(subject): \(text(.replyFlapping))", [turns, text(.replyFlappingQuiet)])
        case .settled where alert.state.isOpen: return (firing, [text(.replySettledBad)])
        case .settled: return ("\(subject): \(text(.replySettledGood))", ending.parts)
        }
    }

    private var subject: String {
        members.count > 1 ? (alert.key.market?.rawValue ?? wording.subject(alert.key)) : wording.subject(alert.key)
    }

    private var ending: IncidentEnding { IncidentEnding(alert: alert, now: now, wording: wording) }

    /// The alert's ending; for a group, how many ended and over which span.
    private var closing: (first: String, parts: [String]) {
        guard members.count > 1 else { return ("\(subject): \(ending.headline)", ending.parts) }
        let first = members.map(\.openedAt).min() ?? alert.openedAt
        let last = members.compactMap(\.closedAt).max() ?? now
        let count = text(
            .replyRecoveredCount,
            ["count": wording.count(members.count, .alert), "span": wording.duration(first.duration(to: last))]
        )
        let isWithdrawn = alert.closing == .withdrawn
        let title =
            reason == .recovered
            ? text(.replyRecoveredAll, ["subject": subject])
            : isWithdrawn ? "\(subject): \(text(.overWithdrawn))" : text(.replySessionClosed, ["subject": subject])
        return (title, [count])
    }

    private func text(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.text(phrase, values)
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
