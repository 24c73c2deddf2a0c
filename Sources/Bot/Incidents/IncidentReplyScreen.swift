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
    /// Who is on call now.
    var duties: [Duty] = []

    var message: RenderedMessage {
        let (first, parts) = content
        let rest = PhoneLine.lines(of: parts.map(HTMLText.escape) + ["#A\(alert.id)"])
        let called = reason == .reminder || reason == .escalation ? wording.called(duties) : []
        let html = (["\(icon) <b>\(HTMLText.escape(first))</b>"] + rest + called).joined(separator: "\n")
        return RenderedMessage(html: html, keyboard: keyboard, isSilent: isSilent)
    }

    /// The end of what nobody was alarmed by makes no sound.
    private var isSilent: Bool {
        reason.isEnding && !alert.state.isOpen && (openAgain.isAll || !members.contains { $0.severity == .critical })
    }

    /// What has ended with its session although the next one runs by now: an alert of its own tells what is wrong there.
    private var openAgain: (isAny: Bool, isAll: Bool) {
        let closed = reason == .sessionClosed ? members.filter { $0.closing == .sessionClosed } : []
        let open = closed.filter { $0.facts.nextOpen.map { $0 <= now } ?? false }
        return (!open.isEmpty, !open.isEmpty && open.count == closed.count)
    }

    private var icon: String {
        switch reason {
        case .sessionClosed: "⚪"
        case .flapping: "🟠"
        case .recovered, .reminder, .escalation: group.worst?.icon ?? alert.icon
        case .worsened, .joined, .settled: alert.icon
        }
    }

    private var group: IncidentGroup { IncidentGroup(members: members, wording: wording) }

    private var content: (first: String, parts: [String]) {
        let firing = "\(wording.subject(alert.key)): \(wording.symptom(alert))"
        let allFiring = "\(group.subject): \(group.symptom)"
        let waited = wording.shortDuration(since(group.waitsSince ?? alert.openedAt))
        switch reason {
        case .recovered: return closing
        case .sessionClosed:
            guard group.closedBy == nil, !openAgain.isAny, !members.allSatisfy(\.isOfDay) else { return closing }
            let why: IncidentPhrase = alert.closing == .withdrawn ? .replyWithdrawn : .replyNextSession
            return (closing.first, closing.parts + [text(why)])
        case .reminder:
            // After a call for help a mere reminder would sound like less.
            let isCalled = group.open.contains { $0.escalatedAt != nil && $0.acknowledgedBy == nil }
            let isFree = !isCalled && since(group.waitsSince ?? alert.openedAt) < .minutes(1)
            let what: IncidentPhrase = isFree ? .replyFree : isCalled ? .replyStill : .replyReminder
            return (allFiring, [text(what, ["span": waited])])
        case .escalation: return (allFiring, [text(.replyEscalation, ["span": waited])])
        case .worsened: return (firing, [text(.replyWorsened)])
        case .joined:
            let id = String(alert.groupID ?? alert.id)
            let count = wording.count(joined.rows, .incident)
            let what =
                joined.rows > 1 ? text(.replyJoinedMany, ["count": count, "id": id]) : text(.replyJoined, ["id": id])
            return ("\(joined.subject): \(joined.symptom)", [what])
        case .flapping:
            let turns = text(.replyFlappingCount, ["count": String(alert.flips.count)])
            return ("\(wording.subject(alert.key)): \(text(.replyFlapping))", [turns, text(.replyFlappingQuiet)])
        case .settled where alert.state.isOpen: return (firing, [text(.replySettledBad)])
        case .settled:
            return (
                "\(wording.subject(alert.key)): \(text(.replySettledGood))",
                ending(of: alert).parts + findings(of: alert)
            )
        }
    }

    /// What has come to the message together with the alert: of a market that stops, all of its feeds.
    private var joined: IncidentGroup {
        let together = members.filter {
            $0.id == alert.id
                || ($0.state.isOpen && $0.toldAt == alert.toldAt && $0.key.market == alert.key.market)
        }
        return IncidentGroup(members: together.isEmpty ? [alert] : together, wording: wording)
    }

    private func ending(of alert: AlertRecord) -> IncidentEnding {
        IncidentEnding(alert: alert, now: now, wording: wording)
    }

    /// The columns that differed and the names that were lost.
    private func findings(of alert: AlertRecord) -> [String] {
        wording.findings(.columnsPast, alert.facts.columns)
            + wording.findings(.lostTickersPast, alert.facts.lostSecids, of: alert.facts.lostSecidCount)
    }

    /// The alert's ending; for a group of several feeds, how many they were and over which span.
    private var closing: (first: String, parts: [String]) {
        let headline = group.headline(at: now)
        if let single = group.single {
            let gaps = group.gaps.map { wording.gaps(besideFault: $0, at: now, isFixed: true) }
            return (headline, ending(of: single).parts + (gaps ?? []) + findings(of: single))
        }
        return (headline, [group.span(at: now), group.size] + group.hand + group.left)
    }

    private func text(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.text(phrase, values)
    }

    private func since(_ start: Timestamp) -> Duration {
        max(.zero, start.duration(to: now))
    }

    /// Somebody must be able to take it where the reply reaches a second chat.
    private var keyboard: [[RenderedMessage.Button]] {
        guard reason == .escalation, group.open.contains(where: { $0.acknowledgedBy == nil }) else { return [] }
        let route = IncidentRoute(alert: alert.id, action: .take)
        return [[RenderedMessage.Button(label: wording.text(IncidentPhrase.buttonTake), data: route.payload)]]
    }
}
