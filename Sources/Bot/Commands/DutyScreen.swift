import Market
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
        var runs: [(first: Weekday, last: Weekday, text: String)] = []
        for day in Weekday.allCases {
            let text = text(of: day)
            if let run = runs.last, run.text == text, run.last.rawValue + 1 == day.rawValue {
                runs[runs.count - 1].last = day
            } else {
                runs.append((day, day, text))
            }
        }
        return runs.filter { !$0.text.isEmpty }.map { run in
            let first = wording.weekday(run.first)
            let days = run.first == run.last ? first : "\(first)–\(wording.weekday(run.last))"
            return wording.html(DutyPhrase.row, ["days": days, "who": run.text])
        }
    }

    /// `09–19 Борис, 19–24 Анна`; empty for a day without anybody.
    private func text(of day: Weekday) -> String {
        var parts: [(from: Int, until: Int, who: String)] = []
        for hour in 0..<24 {
            let who = DutySlot(day, hour: hour).map { names(rota.people($0)) } ?? ""
            if let part = parts.last, part.who == who {
                parts[parts.count - 1].until = hour + 1
            } else {
                parts.append((hour, hour + 1, who))
            }
        }
        return parts.filter { !$0.who.isEmpty }.map { part in
            part.from == 0 && part.until == 24
                ? part.who : "\(padded(part.from, to: 2))–\(padded(part.until, to: 2)) \(part.who)"
        }.joined(separator: ", ")
    }

    private func names(_ duties: [Duty]) -> String { duties.map(\.name).joined(separator: " + ") }
}
