/// The incidents of a span: those that the chat was told of.
package struct IncidentSummary: Hashable, Codable, Sendable {
    /// What one person took.
    package struct Taker: Hashable, Codable, Sendable {
        /// As commands are signed: `Иван (42)`.
        package var who: String
        package var alerts: [Taken]

        package init(who: String, alerts: [Taken]) {
            self.who = who
            self.alerts = alerts
        }
    }

    package struct Taken: Hashable, Codable, Sendable {
        package var alert: Int64
        package var key: AlertKey
        /// What else of its message was theirs; nil: nothing.
        package var others: [AlertKey]?

        package init(alert: Int64, key: AlertKey, others: [AlertKey] = []) {
            self.alert = alert
            self.key = key
            self.others = others.isEmpty ? nil : others
        }

        package var keys: [AlertKey] { [key] + (others ?? []) }
    }

    /// Alerts told in one message are one incident.
    package var count: Int
    /// Of them not over yet.
    package var open: Int
    /// How long at least one of them went on, in seconds: what went on side by side counts once.
    package var seconds: Int
    /// Who took most comes first; an incident is of the person who took it last.
    package var takers: [Taker]

    package init(count: Int = 0, open: Int = 0, seconds: Int = 0, takers: [Taker] = []) {
        self.count = count
        self.open = open
        self.seconds = seconds
        self.takers = takers
    }

    package var taken: Int { takers.reduce(0) { $0 + $1.alerts.count } }
}
