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
            "opened \(MoscowTime.text(alert.openedAt)), value \(figure(alert.value)), worst \(figure(alert.peak)), "
                + "limit \(figure(alert.limit))",
            "fires after \(policy.ticksToFire) bad tick(s), now \(alert.badTicks) bad and \(alert.goodTicks) good",
        ]
        lines.append(told(policy))
        if let detail = alert.facts.detail { lines.append("detail: \(detail)") }
        for event in events {
            let change = event.from.map { "\($0.rawValue) → \(event.to.rawValue)" } ?? event.to.rawValue
            lines.append("  \(MoscowTime.text(event.at))  \(change)  value \(figure(event.value))  \(event.note)")
        }
        return lines
    }

    /// A span as `20 min 23 s`, another figure without the fraction that a whole number has not.
    private func figure(_ value: Double) -> String {
        guard let whole = Int64(exactly: value.rounded()) else { return "\(value)" }
        guard alert.key.rule.figure == .span else { return value == Double(whole) ? "\(whole)" : "\(value)" }
        guard whole.magnitude >= 60 else { return "\(whole) s" }
        let rest = whole.magnitude % 60
        return "\(whole / 60) min" + (rest > 0 ? " \(rest) s" : "")
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
