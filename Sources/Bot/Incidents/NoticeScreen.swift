import Market
import Store

/// Standing sentences and the hi2 report.
struct NoticeScreen {
    let now: Timestamp
    let wording: Wording

    func message(_ notice: Notice) -> RenderedMessage {
        let words = notice.kind.words
        var html = words.texts[wording.language]
        for place in notice.places {
            html = html.replacing("{\(place.name)}", with: HTMLText.escape(text(place.value)))
        }
        return RenderedMessage(html: html.trimmed, isSilent: words.isSilent)
    }

    /// `hi2 за 20.11`: a row per market.
    func message(_ report: HI2Report) -> RenderedMessage {
        let date = wording.shortDate(report.date)
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
            // Of what is still missing at the second look the alert reminds.
            isSilent: !isBad || report.isRecheck
        )
    }

    /// A fact in the reader's words, as long as a place may be.
    private func text(_ value: Notice.Value) -> String {
        switch value {
        case .count(let number): "\(number)"
        case .minutes(let count): wording.duration(.minutes(count))
        case .seconds(let count): wording.duration(.seconds(count))
        case .time(let time): time.shortDescription
        case .since(.instant(let instant)): since(wording.clock(instant, today: MoscowTime.date(of: now)))
        case .since(.words(let words)): words.isEmpty ? "" : since(words)
        case .fraction(let fraction): wording.percent(fraction)
        case .change(let fraction): wording.percent(fraction, isChange: true)
        case .price(let price): wording.price(price)
        case .cause(let cause): wording.text(cause.phrase)
        case .haltCause(let cause): wording.text(cause.title)
        case .person(let name): wording.shortName(of: name)
        case .scope(let feeds): feeds.isEmpty ? wording.text(NoticePhrase.silenceEndedAll) : scope(feeds)
        case .technical(let text): wording.technical(String(text.prefix(300))) ?? ""
        case .text(let text): String(text.prefix(300))
        }
    }

    /// `EQ, FO obstats`; a rule is called by what it is about.
    private func scope(_ names: String) -> String {
        var words: [String] = []
        for name in names.split(separator: ",").map({ String($0).trimmed }) {
            let word = RuleWordings.all[AlertRule(rawValue: name)]?.subject[wording.language] ?? name
            if !words.contains(word) { words.append(word) }
        }
        return words.joined(separator: ", ")
    }

    private func since(_ clock: String) -> String { "\(clock) \(wording.zone)" }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
