import Operations
import Store

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
