import Market
import Operations
import Store

/// `/alerts`: what is open, and what was closed today; alerts that share a message are one line.
struct AlertsCommand: ChatCommand {
    let name = "alerts"
    let summary = CommandPhrase.alertsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let now = request.now
        let store = request.context.store
        let firing = try await store.alerts.open().filter { $0.firedAt != nil }
        let open = try await SharedMessage.goingOn(firing, store.alerts, wording)
        var lines = [
            open.isEmpty
                ? "<b>\(wording.html(CommandPhrase.alertsNone))</b>"
                : "<b>\(wording.html(CommandPhrase.alertsTitle, ["count": String(open.count)]))</b>"
        ]
        let today = request.context.today
        let all = try await store.alerts.all(on: today)
        // A closing by hand mends nothing.
        let ailing = SharedMessage.all(all.filter { $0.isClosedByHand && !$0.isAfterClose(at: now) })
        if !ailing.isEmpty {
            let list = ailing.prefix(6).map { "#A\($0.id)" }.joined(separator: ", ")
            lines.append(wording.html(CommandPhrase.alertsAiling, ["list": list]))
        }
        for message in open.prefix(20) {
            let group = IncidentGroup(members: message.alerts, wording: wording)
            lines.append(
                wording.html(
                    CommandPhrase.alertsRow,
                    [
                        "icon": group.worst?.icon ?? "", "id": String(message.id), "text": group.headline(at: now),
                    ]
                )
            )
        }
        var closed: [AlertRecord] = []
        for alert in all
        where alert.state == .resolved && alert.closing != .unconfirmed {
            closed.append(try await alert.withoutLateSlots(store.feeds))
        }
        // What of a message goes on has its line already.
        let over = SharedMessage.all(closed).filter { message in !open.contains { $0.id == message.id } }
            .map { (id: $0.id, group: IncidentGroup(members: $0.alerts, wording: wording)) }
            .sorted { ($0.group.end(at: now), $0.id) < ($1.group.end(at: now), $1.id) }
        if !over.isEmpty { lines.append("<b>\(wording.html(CommandPhrase.alertsRecent))</b>") }
        // What ended last comes first.
        for (id, group) in over.suffix(10).reversed() {
            lines.append(
                wording.html(
                    CommandPhrase.alertsClosed,
                    [
                        "time": wording.clock(group.end(at: now), today: today), "id": String(id),
                        "text": group.headline(at: now),
                    ]
                )
            )
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}

/// Alerts that share a living message, under the number that it shows.
struct SharedMessage {
    let id: Int64
    /// Never empty.
    private(set) var alerts: [AlertRecord]

    /// In the order of each message's first alert.
    static func all(_ alerts: [AlertRecord]) -> [SharedMessage] {
        var places: [Int64: Int] = [:]
        var messages: [SharedMessage] = []
        for alert in alerts {
            let id = alert.groupID ?? alert.id
            if let place = places[id] {
                messages[place].alerts.append(alert)
            } else {
                places[id] = messages.count
                messages.append(SharedMessage(id: id, alerts: [alert]))
            }
        }
        return messages
    }

    /// Those of which something goes on, with all their alerts: what is left of a fault that has ended is past, as its message says.
    ///
    /// - Parameter alerts: open ones.
    static func goingOn(_ alerts: [AlertRecord], _ store: AlertStore, _ wording: Wording) async throws
        -> [SharedMessage]
    {
        var messages: [SharedMessage] = []
        for var message in all(alerts) {
            if message.alerts.contains(where: { $0.groupID != nil }) {
                message.alerts = try await store.members(of: message.id)
            }
            if !IncidentGroup(members: message.alerts, wording: wording).open.isEmpty { messages.append(message) }
        }
        return messages
    }
}
