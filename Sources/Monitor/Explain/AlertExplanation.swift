import Market
package import Store

/// Why an alert was or was not told: its rule and figures, what happened to it, and what holds it back.
package struct AlertExplanation: Sendable {
    package var alert: AlertRecord
    package var events: [AlertEvent]
    /// The alert that speaks for this one.
    package var cause: AlertRecord?
    /// Silences in force that cover it.
    package var silences: [Silence]

    package init(alert: AlertRecord, events: [AlertEvent], cause: AlertRecord?, silences: [Silence]) {
        self.alert = alert
        self.events = events
        self.cause = cause
        self.silences = silences
    }

    /// One fact per line.
    package var lines: [String] {
        let policy = AlertPolicy.of(alert.key.rule)
        var lines = [
            "alert #A\(alert.id) \(alert.key): \(alert.state.rawValue), \(alert.severity.rawValue)",
            "opened \(MoscowTime.text(alert.openedAt)), value \(alert.value), worst \(alert.peak), limit \(alert.limit)",
            "fires after \(policy.ticksToFire) bad tick(s), now \(alert.badTicks) bad and \(alert.goodTicks) good",
        ]
        lines.append(told(policy))
        if let detail = alert.facts.detail { lines.append("detail: \(detail)") }
        for event in events {
            let change = event.from.map { "\($0.rawValue) → \(event.to.rawValue)" } ?? event.to.rawValue
            lines.append("  \(MoscowTime.text(event.at))  \(change)  value \(event.value)  \(event.note)")
        }
        return lines
    }

    private func told(_ policy: AlertPolicy) -> String {
        if let toldAt = alert.toldAt {
            let group = alert.groupID.map { $0 == alert.id ? " for its group" : " in the message of #A\($0)" } ?? ""
            return "told at \(MoscowTime.text(toldAt))\(group)"
        }
        if let cause { return "not told: #A\(cause.id) \(cause.key) is its cause and speaks for it" }
        if let silence = silences.first {
            return "not told: silenced until \(MoscowTime.text(silence.until)) by \(silence.author)"
        }
        if alert.closing == .unconfirmed { return "not told: it went away before it was confirmed" }
        if alert.badTicks < policy.ticksToFire { return "not told yet: it waits for another bad tick" }
        return "not told yet: the next tick decides"
    }
}
