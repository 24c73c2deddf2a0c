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
        return [title] + hours + PhoneLine.lines(of: usual) + unusual + signals + exits
    }

    /// What an exchange that is not Moscow's does today.
    private var hours: [String] {
        guard let hours = note.hours else { return [] }
        let line = wording.html(
            PortfolioPhrase.morningHours,
            [
                "market": note.key.market.rawValue, "open": hours.open.shortDescription,
                "close": hours.close.shortDescription,
            ]
        )
        return [hours.isUnusual ? "<b>\(line)</b>" : line]
    }

    /// What was sold since by stop or target, the last ones where there are many.
    var exits: [String] {
        let all = note.exits ?? []
        let rest = all.dropLast(Self.longest).map { SecID($0.code) }
        return (rest.isEmpty ? [] : [wording.html(PortfolioPhrase.soldToo, ["codes": SecID.shortened(rest)])])
            + all.suffix(Self.longest).map { exit in
                wording.html(PortfolioPhrase.sold, ["code": exit.code, "why": wording.text(exit.cause.phrase)])
            }
    }

    /// Sales with a line of their own.
    private static let longest = 5

    /// The sales alone, where the chat has no note of that morning.
    var exitsAlone: RenderedMessage {
        let title = wording.html(PortfolioPhrase.dayTitle, ["date": wording.shortDate(note.date)])
        return RenderedMessage(html: (["<b>\(title)</b>"] + exits).joined(separator: "\n"), isSilent: true)
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
