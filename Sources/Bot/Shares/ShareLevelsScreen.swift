import Market
import Store

/// The answer to `/vwap`: the levels with a chart, or why there are none.
struct ShareLevelsScreen {
    let report: ShareLevelsReport
    let replyTo: Int64?
    let wording: Wording

    /// - Throws: `DrawingError`.
    func outgoing() throws -> Outgoing {
        guard let levels = report.levels else { return text(wording.html(missing, words)) }
        let title = wording.html(SharePhrase.vwapTitle, words)
        let html = (["<b>\(title)</b>"] + LevelsWords(levels: levels, wording: wording).lines).joined(separator: "\n")
        let panel = PricePlot.Panel(wording.text(SharePhrase.vwapTitle, words), levels, wording)
        guard let plot = PricePlot([panel].compactMap(\.self), wording) else { return text(html) }
        return .pictures([try plot.file(named: report.ticker.lowercased())], caption: html, replyTo: replyTo)
    }

    private var missing: SharePhrase {
        switch report.trouble {
        case .unknownShare: .unknownShare
        case .unavailable: .unavailable
        case .noCandles: .noCandles
        case nil: .vwapNoTrades
        }
    }

    private var words: KeyValuePairs<String, String> {
        ["ticker": report.ticker, "date": wording.shortDate(report.date)]
    }

    private func text(_ html: String) -> Outgoing {
        .text(RenderedMessage(html: html, isSilent: true, replyTo: replyTo), editing: nil, showing: nil)
    }
}
