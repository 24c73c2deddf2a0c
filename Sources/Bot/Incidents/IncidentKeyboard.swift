import Market
import Store

/// The buttons under an alert: what a person can still do about it.
struct IncidentKeyboard {
    let alert: AlertRecord
    let wording: Wording
    let now: Timestamp

    /// Of each feed of the group that nobody has taken its worst alert; empty for an alert of its own.
    var untaken: [AlertRecord] = []

    /// True where somebody has some of the group, and can give it back or hand all of it over.
    var isPartlyTaken = false

    /// True where the group's table names markets: so do its buttons, whatever of it is still to be taken.
    var namesMarkets = false

    var rows: [[RenderedMessage.Button]] {
        guard alert.state.isOpen else { return (hasPlot ? [[button(.buttonPlot, .plot)]] : []) + reopen }
        let check = button(.buttonCheck, .recheck)
        var rows = [
            alert.acknowledgedBy == nil
                ? [button(untaken.count > 1 ? .buttonTakeAll : .buttonTake, .take), check] : [check]
        ]
        if alert.acknowledgedBy != nil || isPartlyTaken {
            rows.append([hand(.buttonRelease, .release), hand(.buttonGive, .pick)])
        }
        rows += takeOne
        if let until = alert.silencedUntil, until > now {
            rows.append([button(.buttonUnmute, .unmute)])
        } else {
            rows.append([mute(.halfHour), mute(.twoHours)])
            // What comes once a day belongs to no session.
            let hasEnd = !alert.isAfterClose(at: now) && !alert.isOfDay
            rows.append((hasEnd ? [mute(.sessionEnd)] : []) + [mute(.tomorrowOpen)])
        }
        rows.append((hasPlot ? [button(.buttonPlot, .plot)] : []) + [button(.buttonDetails, .details)])
        rows.append([hand(.buttonClose, .close)])
        if alert.key.rule.wording.asksAboutDay {
            let route = CalendarRoute(.open(alert.date), owner: 0)
            rows.append([RenderedMessage.Button(label: wording.text(IncidentPhrase.buttonEditDay), data: route.payload)]
            )
        }
        return rows
    }

    /// What was closed by hand can be opened again.
    private var reopen: [[RenderedMessage.Button]] { alert.isClosedByHand ? [[hand(.buttonReopen, .reopen)]] : [] }

    /// A button for each of a group, two in a row; a long group is taken as a whole.
    private var takeOne: [[RenderedMessage.Button]] {
        guard (2...6).contains(untaken.count) else { return [] }
        let names = untaken.map { member in
            (namesMarkets ? member.key.feed?.description : member.key.endpoint?.rawValue) ?? "#A\(member.id)"
        }
        let buttons = zip(untaken, names).map { member, name in
            // Two rules of one feed would look the same.
            let label = names.count { $0 == name } > 1 ? "#A\(member.id)" : name
            return RenderedMessage.Button(
                label: wording.text(IncidentPhrase.buttonTakeOne, ["name": label]),
                data: IncidentRoute(alert: member.id, action: .takeOne).payload
            )
        }
        return stride(from: 0, to: buttons.count, by: 2).map { Array(buttons[$0..<min($0 + 2, buttons.count)]) }
    }

    /// Delays exist for slotted feeds only.
    private var hasPlot: Bool {
        alert.key.feed?.endpoint.isSlotted ?? false
    }

    private func hand(_ phrase: HandPhrase, _ action: IncidentAction) -> RenderedMessage.Button {
        RenderedMessage.Button(
            label: wording.text(phrase),
            data: IncidentRoute(alert: alert.id, action: action).payload
        )
    }

    private func mute(_ offer: OfferedSpan) -> RenderedMessage.Button { button(offer.label, .mute(offer)) }

    private func button(_ phrase: IncidentPhrase, _ action: IncidentAction) -> RenderedMessage.Button {
        RenderedMessage.Button(
            label: wording.text(phrase),
            data: IncidentRoute(alert: alert.id, action: action).payload
        )
    }
}

extension AlertRecord {
    /// True once the session that the alert belongs to is over: there is no end of it to wait for.
    func isAfterClose(at now: Timestamp) -> Bool {
        facts.sessionClose.map { now >= MoscowTime.instant(date, $0) } ?? false
    }
}
