import Market
import Store

/// The buttons under an alert: what a person can still do about it.
struct IncidentKeyboard {
    let alert: AlertRecord
    let wording: Wording
    let now: Timestamp

    var rows: [[RenderedMessage.Button]] {
        guard alert.state.isOpen else { return hasPlot ? [[button(.buttonPlot, .plot)]] : [] }
        var rows: [[RenderedMessage.Button]] = []
        if alert.acknowledgedBy == nil { rows.append([button(.buttonTake, .take)]) }
        if let until = alert.silencedUntil, until > now {
            rows.append([button(.buttonUnmute, .unmute)])
        } else {
            rows.append([button(.buttonThirty, .mute(.minutes(30))), button(.buttonTwoHours, .mute(.minutes(120)))])
            rows.append([button(.buttonSession, .mute(.sessionEnd)), button(.buttonTomorrow, .mute(.tomorrowOpen))])
        }
        var tools = hasPlot ? [button(.buttonPlot, .plot)] : []
        tools.append(button(.buttonDetails, .details))
        tools.append(button(.buttonCheck, .recheck))
        rows.append(tools)
        if alert.key.rule == .calendarMismatch {
            let route = CalendarRoute(.open(alert.date), owner: 0)
            rows.append([RenderedMessage.Button(label: wording.text(IncidentPhrase.buttonEditDay), data: route.payload)]
            )
        }
        return rows
    }

    /// Delays exist for slotted feeds only.
    private var hasPlot: Bool {
        alert.key.feed?.endpoint.isSlotted ?? false
    }

    private func button(_ phrase: IncidentPhrase, _ action: IncidentAction) -> RenderedMessage.Button {
        RenderedMessage.Button(
            label: wording.text(phrase),
            data: IncidentRoute(alert: alert.id, action: action).payload
        )
    }
}
