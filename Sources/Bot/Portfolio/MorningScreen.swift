import Market
import Store

/// What the chat reads before the open: today's sessions, what is bought and sold, and later the gaps.
struct MorningScreen {
    let note: MorningNote
    let wording: Wording

    var message: RenderedMessage { RenderedMessage(html: lines.joined(separator: "\n"), isSilent: true) }

    /// Once the scan has found nothing.
    var withoutGaps: RenderedMessage {
        let html = (lines + [wording.html(SharePhrase.noGaps)]).joined(separator: "\n")
        return RenderedMessage(html: html, isSilent: true)
    }

    var lines: [String] {
        let words = ReportWords(wording: wording)
        let title = "⚪ <b>\(wording.html(PortfolioPhrase.morningTitle, ["date": words.date(note.date)]))</b>"
        let usual = note.markets.filter { !$0.isUnusual }.map(words.outlook)
        let unusual = note.markets.filter(\.isUnusual).map { "<b>\(words.outlook($0))</b>" }
        return [title] + PhoneLine.lines(of: usual) + unusual + signals
    }

    private var signals: [String] {
        let halt = note.isHalted ? [wording.html(PortfolioPhrase.halted)] : []
        let rows = [(PortfolioPhrase.morningBuy, note.buy), (.morningSell, note.sell)].filter { !$0.1.isEmpty }
        guard !rows.isEmpty else { return halt + [wording.html(PortfolioPhrase.noSignals)] }
        return halt
            + rows.map { phrase, codes in
                let list = wording.list(codes, of: codes.count, beside: wording.text(phrase, ["codes": ""]).count)
                return wording.html(phrase, ["codes": list])
            }
    }
}
