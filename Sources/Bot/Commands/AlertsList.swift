import Market
import Store

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
