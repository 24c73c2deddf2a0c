import Market
import Store

/// Standing sentences and the hi2 report.
struct NoticeScreen {
    let now: Timestamp
    let wording: Wording

    func message(_ notice: Notice) -> RenderedMessage {
        let words = notice.kind.words
        var html = words.texts[wording.language]
        for name in Self.names {
            guard html.contains("{\(name)}") else { continue }
            html = html.replacing("{\(name)}", with: HTMLText.escape(value(name, notice.arguments[name] ?? "")))
        }
        return RenderedMessage(html: html.trimmed, isSilent: words.isSilent)
    }

    /// `hi2 за 20.11`: a row per market.
    func message(_ report: HI2Report) -> RenderedMessage {
        let date = CivilDate(report.date).map(wording.shortDate) ?? report.date
        let title = wording.html(report.isRecheck ? NoticePhrase.hi2Recheck : NoticePhrase.hi2Title, ["date": date])
        let isBad = report.rows.contains { $0.isPresent == false }
        let icon = isBad ? "🟠" : report.rows.contains { $0.isPresent == nil } ? "⚪" : "🟢"
        let rows = report.rows.map { row in
            let state: NoticePhrase =
                switch row.isPresent {
                case true: .hi2Present
                case false: .hi2Missing
                case nil: .hi2Unknown
                }
            let note = HTMLText.escape(wording.technicalNote(String(row.note.prefix(120))))
            return "\(row.market): \(wording.html(state))\(note)"
        }
        return RenderedMessage(
            html: (["\(icon) <b>\(title)</b>"] + rows).joined(separator: "\n"),
            isSilent: !isBad
        )
    }

    /// The arguments a notice may bring; anything else in it is ignored.
    static let names = [
        "detail", "since", "minutes", "job", "scope", "firing", "closed", "cause", "loss", "limit", "date", "buy",
        "sell", "who",
    ]

    /// Turns a fact into words: spans and causes come in their stored form.
    private func value(_ name: String, _ raw: String) -> String {
        switch name {
        case "minutes": Int(raw).map { wording.duration(.minutes($0)) } ?? raw
        case "scope": raw.isEmpty ? wording.text(NoticePhrase.silenceEndedAll) : raw
        case "cause": wording.text((PollTrouble.Cause(rawValue: raw) ?? .other).phrase)
        case "since": raw.isEmpty ? raw : "\(raw) \(wording.zone)"
        case "who": raw.shortName
        case "date": CivilDate(raw).map(wording.fullDate) ?? raw
        case "loss", "limit": Double(raw).map { wording.percent($0) } ?? raw
        case "detail": wording.technical(String(raw.prefix(300))) ?? ""
        default: String(raw.prefix(300))
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
