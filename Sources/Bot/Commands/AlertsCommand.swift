import Market
import Operations
import Store

/// `/alerts [DATE] [FEED]`: what is open, and what was closed today; of another day, what was told on it.
///
/// Alerts that share a message are one line.
struct AlertsCommand: ChatCommand {
    let name = "alerts"
    let summary = CommandPhrase.alertsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let today = request.context.today
        let wish = FeedWish(request.call.arguments, today: today)
        if let word = wish.rest.first { return request.reply(request.wording.html(noDate: word)) }
        let date = wish.date ?? today
        let store = request.context.store
        let firing = try await store.alerts.open().filter { $0.firedAt != nil }
        let open = try await SharedMessage.goingOn(firing, store.alerts, request.wording).filter { message in
            message.isMeant(by: wish) && (date == today || message.alerts.contains { $0.date == date })
        }
        let all = try await store.alerts.all(on: date)
        var closed: [SharedMessage] = []
        for var message in SharedMessage.all(all.filter { $0.state == .resolved && $0.closing != .unconfirmed })
        // What of a message goes on has its line already.
        where message.isMeant(by: wish) && !open.contains(where: { $0.id == message.id }) {
            try await message.complete(from: store.alerts)
            for index in message.alerts.indices {
                message.alerts[index] = try await message.alerts[index].withoutLateSlots(store.feeds)
            }
            closed.append(message)
        }
        // A closing by hand mends nothing.
        let ailing = SharedMessage.all(all.filter { $0.isClosedByHand && !$0.isAfterClose(at: request.now) })
            .filter { date == today && $0.isMeant(by: wish) }
        let list = AlertsList(
            date: date == today ? nil : date,
            open: open,
            ailing: ailing.map(\.id),
            closed: closed,
            now: request.now,
            wording: request.wording
        )
        return request.reply(list.html)
    }
}

/// What `/alerts` says.
struct AlertsList {
    /// The day, where it is not today.
    let date: CivilDate?
    let open: [SharedMessage]
    /// What somebody has closed by hand and goes on, by its number.
    let ailing: [Int64]
    let closed: [SharedMessage]
    let now: Timestamp
    let wording: Wording

    private var today: CivilDate { MoscowTime.date(of: now) }

    var html: String {
        var lines = [title]
        if !ailing.isEmpty {
            let list = ailing.prefix(6).map { "#A\($0)" }.joined(separator: ", ")
            lines.append(wording.html(CommandPhrase.alertsAiling, ["list": list]))
        }
        for message in open.prefix(20) { lines += row(message) }
        let over = closed.map { (id: $0.id, group: IncidentGroup(members: $0.alerts, wording: wording)) }
            .sorted { ($0.group.end(at: now), $0.id) < ($1.group.end(at: now), $1.id) }
        if !over.isEmpty, date == nil { lines.append("<b>\(wording.html(CommandPhrase.alertsRecent))</b>") }
        // What ended last comes first.
        for (id, group) in over.suffix(date == nil ? 10 : 20).reversed() {
            lines.append(
                wording.html(
                    CommandPhrase.alertsClosed,
                    [
                        "time": wording.clock(group.end(at: now), today: date ?? today), "id": String(id),
                        "text": group.headline(at: now),
                    ]
                )
            )
        }
        return lines.joined(separator: "\n")
    }

    private var title: String {
        let title =
            if let date {
                wording.html(
                    open.isEmpty && closed.isEmpty ? CommandPhrase.alertsNoneOn : .alertsOf,
                    ["date": wording.fullDate(date)]
                )
            } else if open.isEmpty {
                wording.html(CommandPhrase.alertsNone)
            } else {
                wording.html(CommandPhrase.alertsTitle, ["count": String(open.count)])
            }
        return "<b>\(title)</b>"
    }

    private func row(_ message: SharedMessage) -> [String] {
        let group = IncidentGroup(members: message.alerts, wording: wording)
        let text = wording.html(
            CommandPhrase.alertsRow,
            ["icon": group.worst?.icon ?? "", "id": String(message.id), "text": group.headline(at: now)]
        )
        return [text] + [wording.silenced(group.open, at: now, today: today)].compactMap(\.self)
    }
}

/// Alerts that share a living message, under the number that it shows.
struct SharedMessage {
    let id: Int64
    /// Never empty.
    var alerts: [AlertRecord]

    /// In the order of each message's first alert.
    ///
    /// - Parameter number: of the message that an alert is in.
    static func all(
        _ alerts: [AlertRecord],
        by number: (AlertRecord) -> Int64 = { $0.groupID ?? $0.id }
    ) -> [SharedMessage] {
        var places: [Int64: Int] = [:]
        var messages: [SharedMessage] = []
        for alert in alerts {
            let id = number(alert)
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
    /// What was not told, because of a silence, would have shared a message as well: one for each market.
    ///
    /// - Parameter alerts: open ones.
    static func goingOn(_ alerts: [AlertRecord], _ store: AlertStore, _ wording: Wording) async throws
        -> [SharedMessage]
    {
        let untold = alerts.filter { $0.toldAt == nil && $0.groupID == nil && $0.key.market != nil }
        var messages: [SharedMessage] = []
        let shared = all(alerts) { alert in
            let isUntold = untold.contains { $0.id == alert.id }
            let first = isUntold ? untold.first { $0.key.market == alert.key.market } : nil
            return alert.groupID ?? first?.id ?? alert.id
        }
        for var message in shared {
            try await message.complete(from: store)
            if !IncidentGroup(members: message.alerts, wording: wording).open.isEmpty { messages.append(message) }
        }
        return messages
    }

    /// Reads those of its alerts that it lacks: what of it goes on tells how it ended as well.
    mutating func complete(from store: AlertStore) async throws {
        guard alerts.contains(where: { $0.groupID != nil }) else { return }
        alerts = try await store.members(of: id)
    }

    /// True where one of its alerts is of the market and the data set that are named.
    func isMeant(by wish: FeedWish) -> Bool {
        alerts.contains { alert in
            (wish.market == nil || alert.key.market == wish.market)
                && (wish.endpoint == nil || alert.key.endpoint == wish.endpoint)
        }
    }
}
