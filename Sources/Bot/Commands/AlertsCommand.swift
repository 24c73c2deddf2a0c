import Market
import Operations
import Store

/// `/alerts`: what is open, and what was closed today.
struct AlertsCommand: ChatCommand {
    let name = "alerts"
    let summary = CommandPhrase.alertsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let now = request.now
        let today = request.context.today
        let open = try await request.context.store.alerts.open().filter { $0.firedAt != nil }
        var lines = [
            open.isEmpty
                ? "<b>\(wording.html(CommandPhrase.alertsNone))</b>"
                : "<b>\(wording.html(CommandPhrase.alertsTitle, ["count": String(open.count)]))</b>"
        ]
        for alert in open.prefix(20) {
            let screen = IncidentScreen(alert: alert, now: now, wording: wording)
            lines.append(
                wording.html(
                    CommandPhrase.alertsRow,
                    ["icon": alert.icon, "id": String(alert.id), "text": screen.headline]
                )
            )
        }
        let closed = try await request.context.store.alerts.all(on: today)
            .filter { $0.state == .resolved && $0.closing != .unconfirmed }
        if !closed.isEmpty {
            lines.append("<b>\(wording.html(CommandPhrase.alertsRecent))</b>")
            for alert in closed.suffix(10).reversed() {
                let shown = try await alert.withoutLateSlots(request.context.store.feeds)
                let screen = IncidentScreen(alert: shown, now: now, wording: wording)
                lines.append(
                    wording.html(
                        CommandPhrase.alertsClosed,
                        [
                            "time": wording.clock(alert.closedAt ?? now, today: today), "id": String(alert.id),
                            "text": screen.headline,
                        ]
                    )
                )
            }
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}
