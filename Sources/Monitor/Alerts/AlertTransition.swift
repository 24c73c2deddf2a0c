import Market
import Platform
import Store

/// A turn of an alert that whoever reads the log has to know of, chat or no chat.
enum AlertTransition: Hashable, Sendable {
    case fired, worsened, taken, escalated, silenced, heardAgain
    case closed(AlertClosing)

    /// What has happened to an alert between two of its records; several at once in this order.
    ///
    /// What was never confirmed is no alert yet and says nothing, as in the chat.
    static func between(_ before: AlertRecord?, _ after: AlertRecord) -> [AlertTransition] {
        guard after.firedAt != nil else { return [] }
        let wasFiring = before?.firedAt != nil
        var turns: [AlertTransition] = wasFiring ? [] : [.fired]
        if wasFiring, let before, after.severity > before.severity { turns.append(.worsened) }
        if before?.acknowledgedBy != after.acknowledgedBy, after.acknowledgedBy != nil { turns.append(.taken) }
        if before?.silencedUntil != after.silencedUntil {
            if after.silencedUntil != nil {
                turns.append(.silenced)
            } else if after.state.isOpen {
                turns.append(.heardAgain)
            }
        }
        if before?.escalatedAt == nil, after.escalatedAt != nil { turns.append(.escalated) }
        if before?.closedAt == nil, after.closedAt != nil, let closing = after.closing {
            turns.append(.closed(closing))
        }
        return turns
    }

    /// Writes one line: at the alert's own severity where it is news, as information where it is over or in good hands.
    func write(of alert: AlertRecord, to log: Log) {
        let level: Log.Level = isNews ? alert.severity.level : .info
        log.write(
            level,
            event,
            [
                "alert": "A\(alert.id)", "rule": alert.key.rule.rawValue, "market": alert.key.market?.rawValue ?? "-",
                "endpoint": alert.key.endpoint?.rawValue ?? "-", "severity": alert.severity.rawValue,
                "since": RFC3339.text(alert.openedAt), "value": "\(alert.value)", "limit": "\(alert.limit)",
                "detail": note(on: alert),
            ]
        )
    }

    private var isNews: Bool {
        switch self {
        case .fired, .worsened, .escalated: true
        case .taken, .silenced, .heardAgain, .closed: false
        }
    }

    private var event: StaticString {
        switch self {
        case .fired: "Alert fired"
        case .worsened: "Alert worsened"
        case .taken: "Alert taken"
        case .escalated: "Alert escalated"
        case .silenced: "Alert silenced"
        case .heardAgain: "Alert no longer silenced"
        case .closed(.recovered): "Alert resolved"
        case .closed(.sessionClosed): "Alert closed with its session"
        case .closed(.withdrawn): "Alert withdrawn"
        case .closed(.unconfirmed): "Alert not confirmed"
        }
    }

    private func note(on alert: AlertRecord) -> String {
        switch self {
        case .taken: "by \(alert.acknowledgedBy ?? "")"
        case .silenced: "by \(alert.silencedBy ?? "") until \(alert.silencedUntil.map(RFC3339.text) ?? "")"
        case .fired, .worsened, .escalated: alert.facts.detail ?? ""
        case .heardAgain, .closed: ""
        }
    }
}

extension AlertSeverity {
    /// How loud an alert of this severity is in the log.
    fileprivate var level: Log.Level {
        switch self {
        case .info: .info
        case .warning: .warning
        case .critical: .critical
        }
    }
}
