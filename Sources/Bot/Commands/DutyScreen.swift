import Market
import Operations
import Store

/// The week's table of who is on call: days that are alike in one line.
struct DutyScreen {
    let rota: DutyRota
    let now: Timestamp
    let wording: Wording

    var html: String {
        guard !rota.duties.isEmpty else { return wording.html(DutyPhrase.empty) }
        let present = names(rota.onDuty(at: now))
        let first =
            present.isEmpty ? wording.html(DutyPhrase.nobodyNow) : wording.html(DutyPhrase.now, ["who": present])
        return (["<b>\(wording.html(DutyPhrase.title))</b>", first] + rows).joined(separator: "\n")
    }

    private var rows: [String] {
        RotaTable(rota).rows.map { row in
            let first = wording.weekday(row.first)
            let days = row.first == row.last ? first : "\(first)–\(wording.weekday(row.last))"
            let spans = row.spans.map { span in
                let who = span.names.joined(separator: " + ")
                return span.isWholeDay ? who : "\(padded(span.from, to: 2))–\(padded(span.until, to: 2)) \(who)"
            }
            return wording.html(DutyPhrase.row, ["days": days, "who": spans.joined(separator: ", ")])
        }
    }

    private func names(_ duties: [Duty]) -> String { duties.map(\.name).joined(separator: " + ") }
}
